// @ts-check
/** @typedef {{secure: boolean, server: boolean, camera: boolean}} CheckResults */
/** @typedef {{tone: 'good' | 'warn' | 'bad', text: string, offersSecure: boolean}} Verdict */

/** An answer that takes longer counts as none, milliseconds. */
const ANSWER_LIMIT_MS = 4_000;

/**
 * Whether this browser gives a camera to the server's secure pages; only a secure page itself can tell.
 * @returns {Promise<CheckResults>}
 */
export async function runChecks() {
  return {
    secure: window.isSecureContext && location.protocol === 'https:',
    server: await answersSecurely(),
    camera: window.isSecureContext && typeof navigator.mediaDevices?.getUserMedia === 'function',
  };
}

/** @returns {Promise<boolean>} whether the server answers this page over HTTPS */
async function answersSecurely() {
  if (location.protocol !== 'https:') return false;
  try {
    return (await fetch('/healthz/live', { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_LIMIT_MS) })).ok;
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
  if (!isSecurePage) return { tone: 'warn', text: 'This is the plain address. Open the secure one to check; if a warning comes up there, follow the steps below.', offersSecure: true };
  if (!results.secure || !results.server) return { tone: 'bad', text: 'Not yet: the certificate is not trusted here. Follow step 2, then reload this page.', offersSecure: false };
  if (!results.camera) return { tone: 'bad', text: 'The connection is fine, but this browser offers no camera. Open the page in Safari or Chrome itself, not inside another app.', offersSecure: false };
  return { tone: 'good', text: 'It works: this phone can be a camera. If the browser showed a warning before this page, do step 2 as well, so that it stays away.', offersSecure: false };
}
