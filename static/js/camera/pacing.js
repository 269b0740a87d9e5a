// @ts-check
/** Part of a frame interval by which a frame may come early and still count as due: cameras do not tick evenly. */
const EARLY_TOLERANCE = 0.3;

/** Thins a camera's frames out to a target rate, evenly, and without losing rate to uneven ticks. */
export class FramePacer {
  #dueMs = -Infinity;

  /**
   * Whether a frame that arrives now is one to send; if so, the next one is due an interval later.
   * @param {number} nowMs
   * @param {number} targetFps
   * @returns {boolean}
   */
  accept(nowMs, targetFps) {
    const intervalMs = 1000 / targetFps;
    if (nowMs < this.#dueMs - EARLY_TOLERANCE * intervalMs) return false;
    const late = nowMs - this.#dueMs > intervalMs;
    this.#dueMs = (late ? nowMs : this.#dueMs) + intervalMs;
    return true;
  }
}

/**
 * The size of a picture whose longer side fits a limit; never enlarged, and even, as 4:2:0 likes it.
 * @param {number} width pixels
 * @param {number} height pixels
 * @param {number} maxLongSide pixels
 * @returns {{width: number, height: number}}
 */
export function fitLongSide(width, height, maxLongSide) {
  const scale = Math.min(1, maxLongSide / Math.max(width, height));
  const even = (/** @type {number} */ side) => Math.max(2, 2 * Math.round((side * scale) / 2));
  return scale === 1 ? { width, height } : { width: even(width), height: even(height) };
}
