// @ts-check
/** @import { ClockEstimate } from '../shared/clock.js' */
/** @import { PublishedMetadata } from '../shared/protocol.js' */
/** @import { FrameWaterfall } from '../shared/waterfall.js' */

/** Frames older than this are forgotten, milliseconds. */
const KEPT_MS = 5 * 60_000;
/** Most frames kept: five minutes at 60 a second, some 8 MB. */
const FRAMES_KEPT = 18_000;

/** @typedef {ReturnType<typeof traceLine>} TraceLine */

/**
 * One painted frame as a trace tells it.
 * @param {PublishedMetadata} metadata
 * @param {FrameWaterfall} waterfall
 * @param {ClockEstimate} clock server clock minus own
 * @param {number} bytes of its picture
 */
export function traceLine(metadata, { startMs, parts, totalMs }, clock, bytes) {
  return {
    frame: metadata.frameNumber, captured_at: metadata.timestamp, start_at: round(startMs), total_ms: round(totalMs),
    parts_ms: Object.fromEntries(Object.entries(parts).map(([name, ms]) => [name, round(ms)])),
    codec: metadata.unit ? 'h264' : 'jpeg', bytes, width: metadata.width, height: metadata.height,
    inference_size: metadata.inference_size, detections: metadata.detections.length, clock_offset_ms: round(clock.offsetMs), clock_error_ms: round(clock.errorMs),
  };
}

/** The last minutes of painted frames, for a developer to save and plot. */
export class Trace {
  /** Oldest first, from `#first` on. @type {TraceLine[]} */ #lines = [];
  #first = 0;

  /** @returns {number} frames kept */
  get length() {
    return this.#lines.length - this.#first;
  }

  /** @param {TraceLine} line */
  add(line) {
    this.#lines.push(line);
    while (this.length > FRAMES_KEPT || /** @type {TraceLine} */ (this.#lines[this.#first]).start_at < line.start_at - KEPT_MS) this.#first++;
    // Forgotten lines are let go of in bulk: taking each off the front of a long list is slow.
    if (this.#first > FRAMES_KEPT / 10) {
      this.#lines = this.#lines.slice(this.#first);
      this.#first = 0;
    }
  }

  /** @returns {string} JSON lines */
  toText() {
    return this.#lines.slice(this.#first).map((line) => `${JSON.stringify(line)}\n`).join('');
  }
}

/** @param {number} ms @returns {number} to a microsecond */
function round(ms) {
  return Math.round(ms * 1000) / 1000;
}
