// @ts-check
import { clockMs } from '../shared/page-clock.js';
import { FrameEncoder } from './encoder.js';
import { FrameTicker } from './frame-ticker.js';
import { FramePacer, fitLongSide } from './pacing.js';

/** @import { CameraSocket } from './camera-socket.js' */
/** @typedef {{byteLength: number, width: number, height: number}} SentFrame */

/** A picture that has waited longer than this for room is stale and not sent, milliseconds. */
const STALE_AFTER_MS = 250;
/** Without a frame callback for this long the page is not being drawn, milliseconds: even a camera of 10 frames a second calls more often. */
const CALLBACK_SILENCE_MS = 150;
/** Time between two looks at the video while the page is not being drawn, milliseconds: 30 frames a second. */
const TICK_INTERVAL_MS = 33;

/**
 * Takes pictures off the video at the pace that the server asks for, newest only: while there is no room, a newer picture
 * takes the place of the one waiting, and the video element itself is the one-place store.
 */
export class CaptureLoop {
  /** @type {HTMLVideoElement} */ #video;
  /** @type {CameraSocket} */ #socket;
  /** @type {(frame: SentFrame) => void} */ #onSent;
  #encoder = new FrameEncoder(() => this.#tick());
  #ticker;
  #pacer = new FramePacer();
  #visibility = new AbortController();
  /** Capture time of the picture that waits for room. @type {number | null} */ #waiting = null;
  #encoding = false;
  #running = false;
  #lastPictureMs = 0;
  #lastCallbackMs = 0;
  /** Pictures that the video had shown at the last look. */ #picturesSeen = 0;

  /** @param {HTMLVideoElement} video @param {CameraSocket} socket @param {(frame: SentFrame) => void} onSent */
  constructor(video, socket, onSent) {
    this.#video = video;
    this.#socket = socket;
    this.#onSent = onSent;
    this.#ticker = new FrameTicker(video, (capturedAtMs) => {
      this.#lastCallbackMs = performance.now();
      this.#arrived(capturedAtMs);
    });
  }

  /** @returns {number} milliseconds since the camera last gave a picture */
  get silenceMs() {
    return performance.now() - this.#lastPictureMs;
  }

  /** @returns {'worker' | 'page'} where frames are encoded */
  get place() {
    return this.#encoder.place;
  }

  start() {
    this.#running = true;
    this.#lastPictureMs = performance.now();
    this.#visibility = new AbortController();
    // A page that comes back gives its camera time to come back too.
    document.addEventListener('visibilitychange', () => { this.#lastPictureMs = performance.now(); }, { signal: this.#visibility.signal });
    this.#ticker.start();
    this.#encoder.setTicker(TICK_INTERVAL_MS);
  }

  stop() {
    this.#running = false;
    this.#waiting = null;
    this.#visibility.abort();
    this.#ticker.stop();
    this.#encoder.setTicker(0);
  }

  /** There may be room again: a waiting picture goes out now. */
  async pump() {
    const capturedAtMs = this.#waiting;
    if (!this.#running || capturedAtMs === null || this.#encoding || !this.#socket.hasRoom(0)) return;
    this.#waiting = null;
    if (clockMs() - capturedAtMs > STALE_AFTER_MS) return;
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
    const takenAtMs = clockMs();
    const bytes = await this.#encoder.encode(this.#video, width, height, jpeg_quality);
    const { byteLength } = bytes;
    const sent = this.#running && this.#socket.send({ bytes, width, height, capturedAtMs, takenAtMs });
    if (sent) this.#onSent({ byteLength, width, height });
  }

  /** @param {number} capturedAtMs */
  #arrived(capturedAtMs) {
    const nowMs = performance.now();
    this.#lastPictureMs = nowMs;
    if (!this.#pacer.accept(nowMs, this.#socket.config.target_fps)) return;
    this.#waiting = capturedAtMs;
    this.pump();
  }

  /** Browsers give no frame callbacks to a page that is not drawn; its viewers still look, so the worker's timer stands in. */
  #tick() {
    const pictures = this.#video.getVideoPlaybackQuality?.().totalVideoFrames ?? 0;
    const isNew = pictures !== this.#picturesSeen;
    this.#picturesSeen = pictures;
    const isSilent = performance.now() - this.#lastCallbackMs > CALLBACK_SILENCE_MS;
    if (this.#running && isNew && isSilent) this.#arrived(clockMs());
  }
}
