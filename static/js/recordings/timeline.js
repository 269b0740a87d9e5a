// @ts-check
/** @import { Detection } from '../shared/protocol.js' */
/** @typedef {{time_ms: number, detections: Detection[]}} TimedDetections */

/** A recording's detections by their time in the video. */
export class Timeline {
  /** @type {TimedDetections[]} */ #frames;

  /** @param {TimedDetections[]} frames by rising time */
  constructor(frames) {
    this.#frames = frames;
  }

  /**
   * Reads JSON lines; the last one of a recording that is being written may be cut off, and is left out.
   * @param {string} text
   * @returns {Timeline}
   */
  static parse(text) {
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    return new Timeline(whole.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line)));
  }

  /** How many frames it has. */
  get length() {
    return this.#frames.length;
  }

  /**
   * The detections of the frame that is shown at a moment: the last one that began before it.
   * @param {number} timeMs
   * @returns {Detection[]}
   */
  at(timeMs) {
    let low = 0;
    let high = this.#frames.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#frames[middle]?.time_ms ?? 0) <= timeMs) low = middle + 1;
      else high = middle;
    }
    return this.#frames[low - 1]?.detections ?? [];
  }
}
