// @ts-check
import { clockMs } from '../shared/page-clock.js';
import { FrameEncoder, UnitFault } from './encoder.js';
import { FrameTicker } from './frame-ticker.js';
import { FramePacer, fitLongSide } from './pacing.js';
import { unitSettings } from './unit-settings.js';

/** @import { CameraSocket, Picture } from './camera-socket.js' */
/** @import { Format, FormatChoice } from './format-choice.js' */
/** @typedef {{byteLength: number, width: number, height: number, format: Format}} SentFrame */

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
  /** @type {FormatChoice} */ #format;
  /** @type {(frame: SentFrame) => void} */ #onSent;
  #encoder = new FrameEncoder(() => this.#tick());
  #ticker;
  #pacer = new FramePacer();
  #visibility = new AbortController();
  /** Capture time of the picture that waits for room. @type {number | null} */ #waiting = null;
  #encoding = false;
  #running = false;
  #wantsKey = true;
  #lastPictureMs = 0;
  #lastCallbackMs = 0;
  /** Pictures that the video had shown at the last look. */ #picturesSeen = 0;

  /** @param {HTMLVideoElement} video @param {CameraSocket} socket @param {FormatChoice} format @param {(frame: SentFrame) => void} onSent */
  constructor(video, socket, format, onSent) {
    this.#video = video;
    this.#socket = socket;
    this.#format = format;
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

  /** The next access unit is to be a key frame: the server asks for one, or knows none of those before. */
  requestKey() {
    this.#wantsKey = true;
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
    const size = fitLongSide(videoWidth, videoHeight, this.#socket.config.max_long_side_px);
    const takenAtMs = clockMs();
    const picture = this.#format.wanted === 'h264' ? await this.#encodeUnit(size) : await this.#encodeJpeg(size);
    if (!picture) return;
    const { width, height, format } = picture;
    const { byteLength } = picture.bytes;
    const sent = this.#running && this.#socket.send({ ...picture, capturedAtMs, takenAtMs });
    // A unit that the server does not get is missing in all after it.
    if (!sent) this.#wantsKey = true;
    if (sent) this.#onSent({ byteLength, width, height, format });
  }

  /** @param {{width: number, height: number}} size @returns {Promise<Picture>} */
  async #encodeJpeg({ width, height }) {
    const bytes = await this.#encoder.encode(this.#video, width, height, this.#socket.config.jpeg_quality);
    this.#wantsKey = true;
    return { bytes, width, height, format: 'jpeg' };
  }

  /** @param {{width: number, height: number}} size @returns {Promise<Picture | null>} */
  async #encodeUnit(size) {
    const settings = unitSettings(size, this.#socket.config);
    const wantsKey = this.#wantsKey;
    this.#wantsKey = false;
    try {
      const unit = await this.#encoder.encodeUnit(this.#video, settings, wantsKey);
      this.#wantsKey ||= unit === null;
      // A key frame was asked for meanwhile: nobody can use a delta any more.
      if (!unit || (this.#wantsKey && !unit.key)) return null;
      return { ...unit, width: settings.width, height: settings.height, format: 'h264' };
    } catch (error) {
      this.#wantsKey = true;
      if (error instanceof UnitFault) this.#format.faulted(error.message);
      throw error;
    }
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
