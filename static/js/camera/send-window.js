// @ts-check
/** Time that the tail of the last frame may still need on the way out before the next one is taken, in parts of that frame. */
const BUFFERED_PART = 0.25;
/** Below this many buffered bytes the connection counts as idle: less than one network round trip's worth. */
const BUFFERED_IDLE_BYTES = 16 * 1024;

/** Knows the frames of one connection that the server has not acked yet, and whether another may follow. */
export class SendWindow {
  /** Time of sending by frame number, oldest first. @type {Map<number, number>} */
  #sentAtMs = new Map();
  #lastFrameBytes = 0;

  /** Starts over on a new connection: its frames are not the old one's. */
  reset() {
    this.#sentAtMs.clear();
    this.#lastFrameBytes = 0;
  }

  /** @returns {number} frames sent and not acked */
  get unacked() {
    return this.#sentAtMs.size;
  }

  /**
   * @param {number} limit frames that may be unacked
   * @param {number} bufferedBytes bytes that have not left the browser
   * @returns {boolean}
   */
  hasRoom(limit, bufferedBytes) {
    const drained = bufferedBytes <= Math.max(BUFFERED_IDLE_BYTES, BUFFERED_PART * this.#lastFrameBytes);
    return drained && this.unacked < limit;
  }

  /** @param {number} frameNumber @param {number} nowMs @param {number} bytes */
  sent(frameNumber, nowMs, bytes) {
    this.#sentAtMs.set(frameNumber, nowMs);
    this.#lastFrameBytes = bytes;
  }

  /**
   * @param {number} frameNumber
   * @param {number} nowMs
   * @returns {number | null} milliseconds since it was sent, null for a frame that was not waiting
   */
  acked(frameNumber, nowMs) {
    const sentAtMs = this.#sentAtMs.get(frameNumber);
    this.#sentAtMs.delete(frameNumber);
    return sentAtMs === undefined ? null : nowMs - sentAtMs;
  }

  /** @param {number} nowMs @returns {number} milliseconds that the oldest unacked frame has waited, 0 where there is none */
  oldestWaitMs(nowMs) {
    const oldest = this.#sentAtMs.values().next();
    return oldest.done ? 0 : nowMs - oldest.value;
  }
}
