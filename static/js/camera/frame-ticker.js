// @ts-check
import { clockMs } from '../shared/page-clock.js';

/** Says when the video shows a new picture, and when that picture was captured. */
export class FrameTicker {
  /** @type {HTMLVideoElement} */ #video;
  /** @type {(capturedAtMs: number) => void} */ #onFrame;
  #running = false;
  #callback = 0;

  /** @param {HTMLVideoElement} video @param {(capturedAtMs: number) => void} onFrame capture time on the own clock, Unix milliseconds */
  constructor(video, onFrame) {
    this.#video = video;
    this.#onFrame = onFrame;
  }

  start() {
    if (this.#running) return;
    this.#running = true;
    this.#next();
  }

  stop() {
    this.#running = false;
    if (hasFrameCallback(this.#video)) this.#video.cancelVideoFrameCallback(this.#callback);
    else window.cancelAnimationFrame(this.#callback);
  }

  #next() {
    this.#callback = hasFrameCallback(this.#video)
      ? this.#video.requestVideoFrameCallback((_, metadata) => this.#tick(captureTimeMs(metadata.captureTime)))
      : window.requestAnimationFrame(() => this.#tick(clockMs()));
  }

  /** @param {number} capturedAtMs */
  #tick(capturedAtMs) {
    if (!this.#running) return;
    this.#next();
    this.#onFrame(capturedAtMs);
  }
}

/** A capture time older than this is not believed, milliseconds: some browsers count from another origin. */
const OLDEST_CAPTURE_MS = 1_000;

/**
 * @param {number | undefined} captureTime on the page's monotonic clock, where the browser knows it
 * @returns {number} Unix milliseconds
 */
function captureTimeMs(captureTime) {
  const ageMs = captureTime === undefined ? 0 : performance.now() - captureTime;
  return clockMs() - (ageMs > 0 && ageMs < OLDEST_CAPTURE_MS ? ageMs : 0);
}

/** @param {HTMLVideoElement} video @returns {boolean} */
function hasFrameCallback(video) {
  return 'requestVideoFrameCallback' in video;
}
