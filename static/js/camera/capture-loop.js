// @ts-check
import { FrameEncoder } from './encoder.js';
import { FrameTicker } from './frame-ticker.js';
import { FramePacer, fitLongSide } from './pacing.js';

/** @import { CameraSocket } from './camera-socket.js' */
/** @typedef {{byteLength: number, width: number, height: number}} SentFrame */

/** A picture that has waited longer than this for room is stale and not sent, milliseconds. */
const STALE_AFTER_MS = 250;
/** Frames a second asked of a hidden page at most: nobody looks at its preview, but its viewers do. */
const HIDDEN_MAX_FPS = 30;

/**
 * Takes pictures off the video at the pace that the server asks for, newest only: while there is no room, a newer picture
 * takes the place of the one waiting, and the video element itself is the one-place store.
 */
export class CaptureLoop {
  /** @type {HTMLVideoElement} */ #video;
  /** @type {CameraSocket} */ #socket;
  /** @type {(frame: SentFrame) => void} */ #onSent;
  #encoder = new FrameEncoder(() => this.#hiddenTick());
  #ticker;
  #pacer = new FramePacer();
  #lifetime = new AbortController();
  /** Capture time of the picture that waits for room. @type {number | null} */ #waiting = null;
  #encoding = false;
  #running = false;
  #lastTickMs = 0;

  /** @param {HTMLVideoElement} video @param {CameraSocket} socket @param {(frame: SentFrame) => void} onSent */
  constructor(video, socket, onSent) {
    this.#video = video;
    this.#socket = socket;
    this.#onSent = onSent;
    this.#ticker = new FrameTicker(video, (capturedAtMs) => this.#arrived(capturedAtMs));
  }

  /** @returns {number} milliseconds since the camera last gave a picture */
  get silenceMs() {
    return performance.now() - this.#lastTickMs;
  }

  /** @returns {'worker' | 'page'} where frames are encoded */
  get place() {
    return this.#encoder.place;
  }

  start() {
    this.#running = true;
    this.#lastTickMs = performance.now();
    this.#lifetime = new AbortController();
    document.addEventListener('visibilitychange', () => this.#followVisibility(), { signal: this.#lifetime.signal });
    this.#ticker.start();
    this.#followVisibility();
  }

  stop() {
    this.#running = false;
    this.#waiting = null;
    this.#lifetime.abort();
    this.#ticker.stop();
    this.#encoder.setTicker(0);
  }

  /** There may be room again: a waiting picture goes out now. */
  async pump() {
    const capturedAtMs = this.#waiting;
    if (!this.#running || capturedAtMs === null || this.#encoding || !this.#socket.hasRoom(0)) return;
    this.#waiting = null;
    if (Date.now() - capturedAtMs > STALE_AFTER_MS) return;
    this.#encoding = true;
    try {
      await this.#sendPicture(capturedAtMs);
    } catch {
      // The video was just switched or stopped: the next picture is tried instead, and the watchdog sees a lasting fault.
    } finally {
      this.#encoding = false;
    }
    this.pump();
  }

  /** @param {number} capturedAtMs */
  async #sendPicture(capturedAtMs) {
    const { videoWidth, videoHeight } = this.#video;
    if (videoWidth === 0 || videoHeight === 0) return;
    const { max_long_side_px, jpeg_quality } = this.#socket.config;
    const { width, height } = fitLongSide(videoWidth, videoHeight, max_long_side_px);
    const bytes = await this.#encoder.encode(this.#video, width, height, jpeg_quality);
    const { byteLength } = bytes;
    const sent = this.#running && this.#socket.send({ bytes, width, height, capturedAtMs });
    if (sent) this.#onSent({ byteLength, width, height });
  }

  /** @param {number} capturedAtMs */
  #arrived(capturedAtMs) {
    const nowMs = performance.now();
    this.#lastTickMs = nowMs;
    if (!this.#pacer.accept(nowMs, this.#socket.config.target_fps)) return;
    this.#waiting = capturedAtMs;
    this.pump();
  }

  /** Hidden pages get no frame callbacks, so the worker's timer stands in for them. */
  #followVisibility() {
    this.#lastTickMs = performance.now();
    this.#encoder.setTicker(document.hidden ? 1000 / Math.min(HIDDEN_MAX_FPS, this.#socket.config.target_fps) : 0);
  }

  #hiddenTick() {
    if (this.#running && document.hidden && this.#video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) this.#arrived(Date.now());
  }
}
