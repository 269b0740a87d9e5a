// @ts-check
import { qrAddress } from '../shared/api.js';
import { byId, setText, show } from '../shared/dom.js';
import { explainLoss } from '../shared/link-text.js';

/** @import { LinkState } from '../shared/reconnecting-socket.js' */

/** Without a picture for this long the page says that it waits, milliseconds: a little more than the slowest rate asked for. */
const SILENT_AFTER_MS = 2_500;

/** What stands over the picture while none comes: no server, no camera yet, or a camera that stopped. */
export class WaitingScreen {
  #theatre = byId('theatre', HTMLElement);
  #screen = byId('waiting', HTMLElement);
  #invite = byId('invite', HTMLElement);
  #qr = byId('invite-qr', HTMLImageElement);
  #cameraPath;
  #lastPaintMs = -Infinity;
  #hasPicture = false;
  #qrFailed = false;

  /** @param {string} cameraPath */
  constructor(cameraPath) {
    this.#cameraPath = cameraPath;
    byId('camera-link', HTMLAnchorElement).href = cameraPath;
    this.#qr.addEventListener('error', () => { this.#qrFailed = true; });
  }

  painted() {
    this.#lastPaintMs = performance.now();
    this.#hasPicture = true;
    if (!this.#screen.hidden) this.#arrange(false, false);
  }

  /** @param {LinkState} link @param {boolean} cameraConnected */
  refresh(link, cameraConnected) {
    if (performance.now() - this.#lastPaintMs < SILENT_AFTER_MS) return;
    const invites = link.kind === 'open' && !cameraConnected;
    const [title, text] = waitingText(link, cameraConnected, this.#hasPicture);
    setText(byId('waiting-title', HTMLElement), title);
    setText(byId('waiting-text', HTMLElement), text);
    this.#arrange(true, invites);
  }

  /** @param {boolean} waiting @param {boolean} invites */
  #arrange(waiting, invites) {
    if (invites && !this.#qr.hasAttribute('src')) this.#qr.src = qrAddress(this.#cameraPath);
    show(this.#screen, waiting);
    show(this.#invite, invites);
    show(this.#qr, !this.#qrFailed);
    this.#theatre.classList.toggle('stale', waiting && this.#hasPicture);
    this.#theatre.classList.toggle('empty', !this.#hasPicture);
  }
}

/**
 * @param {LinkState} link
 * @param {boolean} cameraConnected
 * @param {boolean} hadPicture
 * @returns {[title: string, text: string]}
 */
export function waitingText(link, cameraConnected, hadPicture) {
  if (link.kind === 'waiting') return ['Connection lost', explainLoss(link) ?? ''];
  if (link.kind !== 'open') return ['Connecting', ''];
  if (cameraConnected) return ['Waiting for a picture', 'The camera is connected and sends nothing right now. It may be locked or in another app.'];
  return hadPicture
    ? ['The camera stopped', 'The picture comes back by itself when the camera does.']
    : ['Waiting for the camera', 'No camera is live on this link yet.'];
}
