// @ts-check
/** Events per second over a sliding window. */
export class RateMeter {
  /** @type {number[]} */ #timesMs = [];
  /** @type {number} */ #windowMs;

  /** @param {number} [windowMs] milliseconds looked back */
  constructor(windowMs = 2_000) {
    this.#windowMs = windowMs;
  }

  /** @param {number} nowMs */
  add(nowMs) {
    this.#timesMs.push(nowMs);
    this.#forget(nowMs);
  }

  /** @param {number} nowMs @returns {number} events per second */
  perSecond(nowMs) {
    this.#forget(nowMs);
    const first = this.#timesMs[0];
    if (first === undefined || this.#timesMs.length < 2) return 0;
    const last = /** @type {number} */ (this.#timesMs.at(-1));
    const intervals = this.#timesMs.length - 1;
    const meanGapMs = (last - first) / intervals;
    const spanMs = Math.max(last - first, nowMs - first - meanGapMs);
    return (intervals * 1000) / Math.max(spanMs, 1);
  }

  /** @param {number} nowMs */
  #forget(nowMs) {
    while (this.#timesMs.length > 0 && nowMs - /** @type {number} */ (this.#timesMs[0]) > this.#windowMs) this.#timesMs.shift();
  }
}

/** Sum of the values of a sliding window, per second. */
export class SlidingSum {
  /** @type {{atMs: number, value: number}[]} */ #values = [];
  /** @type {number} */ #windowMs;

  /** @param {number} [windowMs] milliseconds looked back */
  constructor(windowMs = 2_000) {
    this.#windowMs = windowMs;
  }

  /** @param {number} nowMs @param {number} value */
  add(nowMs, value) {
    this.#values.push({ atMs: nowMs, value });
    this.#forget(nowMs);
  }

  /** @param {number} nowMs @returns {number} */
  perSecond(nowMs) {
    this.#forget(nowMs);
    return this.#values.reduce((sum, { value }) => sum + value, 0) / (this.#windowMs / 1000);
  }

  /** @param {number} nowMs */
  #forget(nowMs) {
    while (this.#values.length > 0 && nowMs - /** @type {{atMs: number}} */ (this.#values[0]).atMs > this.#windowMs) this.#values.shift();
  }
}

/** Mean of the values of a sliding window. */
export class SlidingMean {
  /** @type {{atMs: number, value: number}[]} */ #values = [];
  /** @type {number} */ #windowMs;

  /** @param {number} [windowMs] milliseconds looked back */
  constructor(windowMs = 1_000) {
    this.#windowMs = windowMs;
  }

  /** @param {number} nowMs @param {number} value */
  add(nowMs, value) {
    this.#values.push({ atMs: nowMs, value });
    this.#forget(nowMs);
  }

  /** @param {number} nowMs @returns {number | null} null where the window holds no value */
  mean(nowMs) {
    this.#forget(nowMs);
    if (this.#values.length === 0) return null;
    return this.#values.reduce((sum, { value }) => sum + value, 0) / this.#values.length;
  }

  /** @param {number} nowMs */
  #forget(nowMs) {
    while (this.#values.length > 0 && nowMs - /** @type {{atMs: number}} */ (this.#values[0]).atMs > this.#windowMs) this.#values.shift();
  }
}
