// @ts-check
/**
 * @typedef {object} Problem
 * @property {string} title
 * @property {string} text
 * @property {string[]} steps what the person can do
 * @property {boolean} retries whether the page tries again by itself
 */

/** @type {Record<string, Problem>} */
const CAMERA_PROBLEMS = {
  NotAllowedError: {
    title: 'The camera is not allowed',
    text: 'Your browser, or the system, refused this page the camera.',
    steps: [
      'Tap the icon beside the address, open the site settings and allow the camera.',
      'On an iPhone: Settings, Apps, Safari, Camera, Allow. On Android: Settings, Apps, your browser, Permissions, Camera.',
      'Then come back and press Try again.',
    ],
    retries: false,
  },
  NotFoundError: {
    title: 'No camera found',
    text: 'This device has no camera, or it is switched off.',
    steps: ['Plug a camera in, or open its shutter or switch.', 'Or open this link on a phone.'],
    retries: true,
  },
  NotReadableError: {
    title: 'The camera is in use',
    text: 'Another app or tab is holding the camera, or the system did not hand it over.',
    steps: ['Close other apps and tabs that show the camera.', 'This page tries again by itself.'],
    retries: true,
  },
  OverconstrainedError: {
    title: 'This camera cannot do that',
    text: 'The chosen camera is gone, or it has no such mode.',
    steps: ['Choose another camera or another resolution.'],
    retries: false,
  },
};

/** @type {Problem} */
const OTHER_PROBLEM = {
  title: 'The camera did not start',
  text: 'The browser gave no reason that this page knows.',
  steps: ['This page tries again by itself.', 'If it stays so, reload the page or restart the browser.'],
  retries: true,
};

/** Other names under which browsers report the same. @type {Record<string, string>} */
const SAME_AS = {
  PermissionDeniedError: 'NotAllowedError',
  SecurityError: 'NotAllowedError',
  DevicesNotFoundError: 'NotFoundError',
  TrackStartError: 'NotReadableError',
  AbortError: 'NotReadableError',
};

/** What to tell about a failed `getUserMedia`. @param {string} errorName @returns {Problem} */
export function describeCameraError(errorName) {
  return CAMERA_PROBLEMS[SAME_AS[errorName] ?? errorName] ?? OTHER_PROBLEM;
}

/** @type {Record<string, string>} */
const SERVER_ERRORS = {
  not_baseline: 'The server reads baseline JPEG only, and this browser sends another kind.',
  not_decodable: 'The server could not read a frame.',
  frame_too_large: 'A frame is larger than the server accepts. Choose a lower resolution.',
  frame_number: 'Frames arrived out of order.',
};

/** What to tell about an `error` message of the server. @param {string} code @param {string} message @returns {string} */
export function describeServerError(code, message) {
  const known = SERVER_ERRORS[code];
  if (known) return known;
  return message === '' ? `The server reported: ${code}.` : message;
}
