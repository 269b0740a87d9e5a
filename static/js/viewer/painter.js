// @ts-check
import { LatestSlot } from '../shared/latest-slot.js';
import { clockMs } from '../shared/page-clock.js';
import { drawBoxes } from './boxes.js';
import { UnitDecoder } from './unit-decoder.js';

/** @import { Codec, Detection } from '../shared/protocol.js' */
/**
 * @typedef {object} FrameToPaint
 * @property {number} frameNumber
 * @property {ArrayBuffer} picture JPEG, or an access unit
 * @property {{key: boolean, codec: string} | null} unit null for a JPEG
 * @property {number | null} paintBeforeMs own clock: later the frame is too old to be shown; null where clocks are not known
 * @property {Detection[] | null} boxes to be drawn over the picture; null where they are in it already
 */
/** @typedef {{kind: 'painted', frameNumber: number, decodedAtMs: number, paintedAtMs: number, width: number, height: number, waiting: number, codec: Codec}} Painted times: own clock, Unix milliseconds */
/** @typedef {{kind: 'replaced' | 'undecodable' | 'stale', frameNumber: number} | {kind: 'needs-key', reason: string}} NotPainted */
/** @typedef {(event: Painted | NotPainted) => void} PaintEvents */
/** @typedef {{frame: FrameToPaint, bitmap: ImageBitmap | VideoFrame, decodedAtMs: number}} Decoded */

/** Decodes and paints frames, newest only: one being decoded, one waiting before and one after it. */
export class FramePainter {
  /** @type {OffscreenCanvas | HTMLCanvasElement} */ #canvas;
  /** @type {PaintEvents} */ #events;
  /** @type {LatestSlot<FrameToPaint>} */ #encoded = new LatestSlot((frame) => this.#replaced(frame));
  /** @type {LatestSlot<Decoded>} */ #decoded = new LatestSlot(({ frame, bitmap }) => {
    bitmap.close();
    this.#replaced(frame);
  });
  #units = new UnitDecoder({
    onDecoded: (frame, picture) => this.#put({ frame, bitmap: picture, decodedAtMs: clockMs() }),
    onUndecodable: ({ frameNumber }) => this.#events({ kind: 'undecodable', frameNumber }),
    onNeedsKey: (reason) => this.#events({ kind: 'needs-key', reason }),
  });
  #newest = -1;
  /** Counts connections: what an older one sent is not shown any more. */
  #connection = 0;
  #decoding = false;
  #paintRequested = false;
  #view = { width: 0, height: 0 };

  /** @param {OffscreenCanvas | HTMLCanvasElement} canvas @param {PaintEvents} events */
  constructor(canvas, events) {
    this.#canvas = canvas;
    this.#events = events;
  }

  /** The room on screen, device pixels: boxes drawn here are drawn at its resolution. @param {number} width @param {number} height */
  resize(width, height) {
    this.#view = { width, height };
  }

  /** Forgets the frames so far, painted or not: a new connection may count its own anew. */
  restart() {
    this.#connection++;
    this.#newest = -1;
    this.#encoded.take();
    this.#decoded.take()?.bitmap.close();
    this.#units.discard();
  }

  /** @param {FrameToPaint} frame */
  offer(frame) {
    if (frame.unit) {
      this.#units.offer(frame);
      return;
    }
    this.#encoded.put(frame);
    if (!this.#decoding) this.#decode();
  }

  async #decode() {
    this.#decoding = true;
    for (let frame = this.#encoded.take(); frame !== null; frame = this.#encoded.take()) await this.#decodeJpeg(frame);
    this.#decoding = false;
  }

  /** @param {FrameToPaint} frame */
  async #decodeJpeg(frame) {
    const connection = this.#connection;
    const bitmap = await createImageBitmap(new Blob([frame.picture], { type: 'image/jpeg' })).catch(() => null);
    if (connection !== this.#connection) bitmap?.close();
    else if (bitmap) this.#put({ frame, bitmap, decodedAtMs: clockMs() });
    else this.#events({ kind: 'undecodable', frameNumber: frame.frameNumber });
  }

  /** Newest only: a JPEG and a unit that are decoded side by side may end in either order. @param {Decoded} decoded */
  #put(decoded) {
    const { frameNumber } = decoded.frame;
    if (frameNumber <= this.#newest) {
      decoded.bitmap.close();
      this.#replaced(decoded.frame);
      return;
    }
    this.#newest = frameNumber;
    this.#decoded.put(decoded);
    this.#requestPaint();
  }

  #requestPaint() {
    if (this.#paintRequested) return;
    this.#paintRequested = true;
    requestAnimationFrame(() => {
      this.#paintRequested = false;
      const decoded = this.#decoded.take();
      if (decoded) this.#paint(decoded);
    });
  }

  /** @param {Decoded} decoded */
  #paint({ frame, bitmap, decodedAtMs }) {
    if (frame.paintBeforeMs !== null && clockMs() > frame.paintBeforeMs) {
      bitmap.close();
      this.#events({ kind: 'stale', frameNumber: frame.frameNumber });
      return;
    }
    const picture = sizeOf(bitmap);
    const scale = frame.boxes === null ? 1 : overlayScale(picture, this.#view);
    const width = Math.round(picture.width * scale);
    const height = Math.round(picture.height * scale);
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (this.#canvas.getContext('2d', { alpha: false }));
    context.drawImage(bitmap, 0, 0, width, height);
    if (frame.boxes !== null) drawBoxes(context, frame.boxes, scale);
    this.#events({
      kind: 'painted', frameNumber: frame.frameNumber, decodedAtMs, paintedAtMs: clockMs(),
      ...picture, waiting: (this.#encoded.isEmpty ? 0 : 1) + (this.#decoding ? 1 : 0) + this.#units.queueSize,
      codec: frame.unit ? 'h264' : 'jpeg',
    });
    bitmap.close();
  }

  /** @param {FrameToPaint} frame */
  #replaced(frame) {
    this.#events({ kind: 'replaced', frameNumber: frame.frameNumber });
  }
}

/** @param {ImageBitmap | VideoFrame} bitmap @returns {{width: number, height: number}} */
function sizeOf(bitmap) {
  return 'displayWidth' in bitmap ? { width: bitmap.displayWidth, height: bitmap.displayHeight } : { width: bitmap.width, height: bitmap.height };
}

/** Enlarging a picture further than this only costs. */
const LARGEST_SCALE = 3;

/**
 * How much larger than the picture the canvas is, so that what is drawn over the picture is as sharp as the screen.
 * @param {{width: number, height: number}} picture
 * @param {{width: number, height: number}} view device pixels, 0 where unknown
 * @returns {number}
 */
export function overlayScale(picture, view) {
  const fitting = Math.min(view.width / picture.width, view.height / picture.height);
  return fitting > 0 ? Math.min(LARGEST_SCALE, fitting) : 1;
}
