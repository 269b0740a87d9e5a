// @ts-check
import { reconnectDelayMs } from '../shared/reconnect.js';
import { closeCamera, openCamera } from './device.js';
import { describeCameraError } from './problems.js';

/** @import { CameraChoice } from './device.js' */
/** @import { Problem } from './problems.js' */

/**
 * @typedef {object} KeeperHandlers
 * @property {(stream: MediaStream) => void} onStream
 * @property {(problem: Problem) => void} onProblem
 */

/** A camera that gives no picture for this long on a visible page is opened anew, milliseconds. */
const STALL_LIMIT_MS = 3_000;
/** How often the picture is looked after, milliseconds. */
const WATCH_INTERVAL_MS = 500;

/** Keeps a camera open: opens it anew when it ended or stalled, as after a lock screen, a call, or a pulled plug. */
export class CameraKeeper {
  /** @type {KeeperHandlers} */ #handlers;
  /** @type {() => number} */ #silenceMs;
  /** @type {MediaStream | null} */ #stream = null;
  /** @type {CameraChoice | null} */ #choice = null;
  #lifetime = new AbortController();
  #attempt = 0;
  #retryTimer = 0;
  #watchTimer = 0;
  /** Counts the openings, so that an overtaken one is told by its number. */ #opening = 0;
  #busy = false;

  /** @param {() => number} silenceMs milliseconds since the last picture @param {KeeperHandlers} handlers */
  constructor(silenceMs, handlers) {
    this.#silenceMs = silenceMs;
    this.#handlers = handlers;
  }

  /** Opens the camera, or changes to another one. @param {CameraChoice} choice */
  async open(choice) {
    this.close();
    this.#choice = choice;
    this.#attempt = 0;
    this.#lifetime = new AbortController();
    document.addEventListener('visibilitychange', () => this.#watch(), { signal: this.#lifetime.signal });
    this.#watchTimer = window.setInterval(() => this.#watch(), WATCH_INTERVAL_MS);
    await this.#reopen();
  }

  close() {
    this.#choice = null;
    this.#opening++;
    this.#busy = false;
    this.#lifetime.abort();
    window.clearTimeout(this.#retryTimer);
    window.clearInterval(this.#watchTimer);
    closeCamera(this.#stream);
    this.#stream = null;
  }

  async #reopen() {
    const choice = this.#choice;
    if (!choice) return;
    const opening = ++this.#opening;
    this.#busy = true;
    window.clearTimeout(this.#retryTimer);
    closeCamera(this.#stream);
    this.#stream = null;
    try {
      const stream = await openCamera(choice);
      if (opening === this.#opening) this.#opened(stream);
      else closeCamera(stream);
    } catch (error) {
      if (opening === this.#opening) this.#failed(error instanceof Error ? error.name : '');
    }
  }

  /** @param {MediaStream} stream */
  #opened(stream) {
    this.#busy = false;
    this.#attempt = 0;
    this.#stream = stream;
    this.#handlers.onStream(stream);
  }

  /** @param {string} errorName */
  #failed(errorName) {
    const problem = describeCameraError(errorName);
    this.#handlers.onProblem(problem);
    if (problem.retries) this.#retryTimer = window.setTimeout(() => this.#reopen(), reconnectDelayMs(2 + this.#attempt++, 0, Math.random()));
  }

  /** A hidden page is left alone: phones take the camera from it, and asking then fails. */
  #watch() {
    if (document.hidden || this.#busy || !this.#stream) return;
    const ended = this.#stream.getVideoTracks().every((track) => track.readyState === 'ended');
    if (ended || this.#silenceMs() > STALL_LIMIT_MS) this.#reopen();
  }
}
