// @ts-check
/** @typedef {{secure: boolean, server: boolean, camera: boolean}} CheckResults */
/** @typedef {{tone: 'good' | 'warn' | 'bad', text: string, offersSecure: boolean}} Verdict */

/** An answer that takes longer counts as none, milliseconds. */
const ANSWER_LIMIT_MS = 4_000;

/**
 * Whether this browser would give a camera to the server's secure pages.
 * @param {string | null} secureAddress of this page
 * @returns {Promise<CheckResults>}
 */
export async function runChecks(secureAddress) {
  return {
    secure: window.isSecureContext && location.protocol === 'https:',
    server: await answersSecurely(secureAddress),
    camera: window.isSecureContext && typeof navigator.mediaDevices?.getUserMedia === 'function',
  };
}

/**
 * From a secure page the server is asked as usual; from a plain one only whether the secure connection comes about, which is
 * all that another origin gets to know.
 * @param {string | null} secureAddress
 * @returns {Promise<boolean>}
 */
async function answersSecurely(secureAddress) {
  const isSecurePage = location.protocol === 'https:';
  const health = isSecurePage ? '/healthz/live' : secureAddress && new URL('/healthz/live', secureAddress);
  if (!health) return false;
  try {
    const response = await fetch(health, { mode: isSecurePage ? 'same-origin' : 'no-cors', cache: 'no-store', signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
    return response.ok || response.type === 'opaque';
  } catch {
    return false;
  }
}

/**
 * What the checks mean together.
 * @param {CheckResults} results
 * @param {boolean} isSecurePage whether this page came over HTTPS
 * @param {boolean} hasSecureAddress whether the server offers HTTPS
 * @returns {Verdict}
 */
export function verdictOf(results, isSecurePage, hasSecureAddress) {
  if (!hasSecureAddress && !isSecurePage) return { tone: 'warn', text: 'The server has no secure address to check yet.', offersSecure: false };
  if (!isSecurePage && results.server) return { tone: 'good', text: 'This browser trusts the server. Use its secure address for the camera.', offersSecure: true };
  if (!isSecurePage) return { tone: 'warn', text: 'Not yet: open the secure address. If a warning comes up, follow the steps below.', offersSecure: true };
  if (!results.secure || !results.server) return { tone: 'bad', text: 'Not yet: the certificate is not trusted here. Follow step 2, then reload this page.', offersSecure: false };
  if (!results.camera) return { tone: 'bad', text: 'The connection is fine, but this browser offers no camera. Open the page in Safari or Chrome itself, not inside another app.', offersSecure: false };
  return { tone: 'good', text: 'It works: this phone can be a camera. If the browser showed a warning before this page, do step 2 as well, so that it stays away.', offersSecure: false };
}
