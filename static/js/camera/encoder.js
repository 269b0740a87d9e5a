// @ts-check
import { PageEncoder } from './jpeg-canvas.js';

/** @import { EncodeReply, EncodeRequest } from './encode-worker.js' */
/** @import { Unit } from './unit-encoder.js' */
/** @import { UnitSettings } from './unit-settings.js' */

/** H.264 cannot be encoded here; the message says why. */
export class UnitFault extends Error {}

/** An encoder that has not answered for this long is given up, milliseconds: a slow phone needs some 100. */
const ENCODE_TIMEOUT_MS = 3_000;

/** Turns the video's current picture into a JPEG or an access unit, one at a time: in a worker where the browser can, else on the page. */
export class FrameEncoder {
  /** @type {Worker | null} */ #worker = null;
  /** @type {PageEncoder | null} */ #page = null;
  /** @type {((reply: EncodeReply) => void) | null} */ #settle = null;
  /** @type {() => void} */ #onTick;

  /** @param {() => void} onTick called by the ticker of `setTicker` */
  constructor(onTick) {
    this.#onTick = onTick;
    if (canEncodeInWorker()) this.#startWorker();
  }

  /** @returns {'worker' | 'page'} where frames are encoded */
  get place() {
    return this.#worker ? 'worker' : 'page';
  }

  /** Calls `onTick` in intervals, also while the page is hidden. @param {number} intervalMs 0 stops it */
  setTicker(intervalMs) {
    this.#post({ kind: 'tick', intervalMs });
  }

  /**
   * @param {HTMLVideoElement} video
   * @param {number} width pixels @param {number} height pixels
   * @param {number} quality 0 to 1
   * @returns {Promise<ArrayBuffer>}
   */
  async encode(video, width, height, quality) {
    if (!this.#worker) return this.#encodeOnPage(video, width, height, quality);
    const bitmap = await createImageBitmap(video);
    const reply = await this.#ask({ kind: 'encode', bitmap, width, height, quality }, bitmap);
    if (reply.kind === 'encoded') return reply.bytes;
    this.#dropWorker();
    return this.#encodeOnPage(video, width, height, quality);
  }

  /**
   * @param {HTMLVideoElement} video
   * @param {UnitSettings} settings
   * @param {boolean} wantsKey
   * @returns {Promise<Unit | null>} null for a picture that gave no unit: the next one must be a key frame
   * @throws {UnitFault} where H.264 does not go on here
   */
  async encodeUnit(video, settings, wantsKey) {
    if (!this.#worker) throw new UnitFault('The worker that encodes is gone.');
    const picture = new VideoFrame(video, { timestamp: 0 });
    const reply = await this.#ask({ kind: 'unit', picture, settings, wantsKey }, picture);
    if (reply.kind === 'failed') throw new UnitFault(reply.reason);
    return reply.kind === 'encoded' ? { bytes: reply.bytes, key: reply.key } : null;
  }

  close() {
    this.#dropWorker();
  }

  /** @param {HTMLVideoElement} video @param {number} width @param {number} height @param {number} quality */
  #encodeOnPage(video, width, height, quality) {
    this.#page ??= new PageEncoder();
    return this.#page.encode(video, width, height, quality);
  }

  #startWorker() {
    const worker = new Worker(new URL('./encode-worker.js', import.meta.url), { type: 'module' });
    worker.onmessage = (/** @type {MessageEvent<EncodeReply>} */ { data }) => {
      if (data.kind === 'tick') this.#onTick();
      else this.#settle?.(data);
    };
    worker.onerror = () => this.#settle?.({ kind: 'failed', reason: 'the worker did not start' });
    this.#worker = worker;
  }

  /** @param {EncodeRequest} request @param {ImageBitmap | VideoFrame} picture @returns {Promise<EncodeReply>} */
  #ask(request, picture) {
    return new Promise((resolve) => {
      const timer = window.setTimeout(() => this.#settle?.({ kind: 'failed', reason: 'no answer' }), ENCODE_TIMEOUT_MS);
      this.#settle = (reply) => {
        window.clearTimeout(timer);
        this.#settle = null;
        resolve(reply);
      };
      this.#post(request, [picture]);
    });
  }

  /** @param {EncodeRequest} request @param {Transferable[]} [transfer] */
  #post(request, transfer = []) {
    this.#worker?.postMessage(request, transfer);
  }

  #dropWorker() {
    this.#worker?.terminate();
    this.#worker = null;
  }
}

/** @returns {boolean} */
function canEncodeInWorker() {
  return typeof OffscreenCanvas === 'function' && 'convertToBlob' in OffscreenCanvas.prototype && typeof createImageBitmap === 'function';
}
