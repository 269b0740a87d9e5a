// @ts-check
import { encoderConfigs, isNear, isSameSize } from './unit-settings.js';

/** @import { UnitSettings } from './unit-settings.js' */
/** @typedef {{bytes: ArrayBuffer, key: boolean}} Unit */

/** A key frame comes at least this often, milliseconds: what a viewer of a damaged link may have to wait for. */
const KEY_INTERVAL_MS = 4_000;
/** A picture that gives no unit for this long was swallowed, milliseconds; the first may have to wake hardware. */
const SWALLOWED_AFTER_MS = 1_000;
/** An encoder that swallows this many pictures in a row holds them back: it would add their time to the delay. */
const MOST_SWALLOWED = 3;
/** Microseconds from one picture to the next, on a clock that only counts: capture times stand in the metadata. */
const TICK_US = 1_000;

/** Encodes one picture at a time with WebCodecs; the next one follows its unit. */
export class UnitEncoder {
  /** @type {VideoEncoder | null} */ #encoder = null;
  /** @type {UnitSettings | null} */ #settings = null;
  /** @type {((unit: Unit | null) => void) | null} */ #settle = null;
  /** @type {string | null} */ #fault = null;
  #timestamp = 0;
  #swallowed = 0;
  #keyAtMs = -Infinity;

  /**
   * @param {VideoFrame} picture is closed here
   * @param {UnitSettings} settings
   * @param {boolean} wantsKey
   * @param {number} nowMs
   * @returns {Promise<Unit | null>} null for a picture that gave no unit
   * @throws where this encoder cannot go on
   */
  async encode(picture, settings, wantsKey, nowMs) {
    try {
      const begins = await this.#configure(settings);
      const encoder = this.#encoder;
      // Newest only: while it still works on an older picture, this one is left out.
      if (!encoder || encoder.encodeQueueSize > 0) return await this.#swallow(null);
      const keyFrame = wantsKey || begins || nowMs - this.#keyAtMs >= KEY_INTERVAL_MS;
      if (keyFrame) this.#keyAtMs = nowMs;
      const unit = this.#nextUnit();
      const numbered = new VideoFrame(picture, { timestamp: this.#timestamp });
      this.#timestamp += TICK_US;
      encoder.encode(numbered, { keyFrame });
      numbered.close();
      return await this.#swallow(await unit);
    } finally {
      picture.close();
    }
  }

  close() {
    if (this.#encoder && this.#encoder.state !== 'closed') this.#encoder.close();
    this.#encoder = null;
    this.#settings = null;
  }

  /** @param {UnitSettings} settings @returns {Promise<boolean>} whether the next unit must be a key frame */
  async #configure(settings) {
    const current = this.#settings;
    if (this.#encoder && current && isNear(current, settings)) return false;
    const config = await firstSupported(encoderConfigs(settings));
    if (!config) throw new Error('This browser does not encode H.264 of this size.');
    const begins = !this.#encoder || !current || !isSameSize(current, settings);
    this.#encoder ??= new VideoEncoder({
      output: (chunk) => this.#encoded(chunk),
      error: (error) => this.#failed(`The browser’s H.264 encoder failed: ${error.message}`),
    });
    this.#encoder.configure(config);
    this.#settings = settings;
    return begins;
  }

  /** @param {Unit | null} unit @returns {Promise<Unit | null>} */
  async #swallow(unit) {
    if (this.#fault !== null) throw new Error(this.#fault);
    this.#swallowed = unit ? 0 : this.#swallowed + 1;
    if (this.#swallowed >= MOST_SWALLOWED) throw new Error('This device’s H.264 encoder holds pictures back.');
    // What comes after the missing one needs a key frame.
    if (!unit) this.#keyAtMs = -Infinity;
    return unit;
  }

  /** @returns {Promise<Unit | null>} */
  #nextUnit() {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle?.(null), SWALLOWED_AFTER_MS);
      this.#settle = (unit) => {
        clearTimeout(timer);
        this.#settle = null;
        resolve(unit);
      };
    });
  }

  /** @param {EncodedVideoChunk} chunk */
  #encoded(chunk) {
    const isAwaited = chunk.timestamp === this.#timestamp - TICK_US;
    if (!isAwaited || !this.#settle) return;
    const bytes = new ArrayBuffer(chunk.byteLength);
    chunk.copyTo(bytes);
    this.#settle({ bytes, key: chunk.type === 'key' });
  }

  /** @param {string} fault */
  #failed(fault) {
    this.#fault = fault;
    this.#settle?.(null);
  }
}

/** @param {VideoEncoderConfig[]} configs @returns {Promise<VideoEncoderConfig | null>} */
async function firstSupported(configs) {
  for (const config of configs) {
    const { supported } = await VideoEncoder.isConfigSupported(config).catch(() => ({ supported: false }));
    if (supported) return config;
  }
  return null;
}
