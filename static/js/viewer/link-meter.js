// @ts-check
/** @import { LinkReport } from '../shared/protocol.js' */
/** A frame that came in one piece with its metadata took at least this long, milliseconds. */
const LEAST_SPAN_MS = 0.05;

/** Sums up what frames met on their way here between two reports. */
export class LinkMeter {
  #sinceMs = NaN;
  /** @type {{bytes: number, spanMs: number, waitMs: number | null}[]} */ #frames = [];
  /** @type {number[]} */ #paintMs = [];

  /**
   * @param {number} bytes
   * @param {number} spanMs from the metadata's arrival to that of the last byte
   * @param {number} pictureAtMs when the last byte had come, own clock
   * @param {number | null} encodedAtMs end of the server's encoding on the own clock; null while that is unknown
   */
  received(bytes, spanMs, pictureAtMs, encodedAtMs) {
    const waitMs = encodedAtMs === null ? null : Math.max(0, pictureAtMs - spanMs - encodedAtMs);
    this.#frames.push({ bytes, spanMs: Math.max(LEAST_SPAN_MS, spanMs), waitMs });
  }

  /** @param {number} ms from a frame's last byte to its painting */
  painted(ms) {
    this.#paintMs.push(Math.max(0, ms));
  }

  /** What was met since the last call. @param {number} nowMs @returns {LinkReport} */
  take(nowMs) {
    const frames = this.#frames;
    const waits = frames.flatMap(({ waitMs }) => (waitMs === null ? [] : [waitMs]));
    const seconds = (nowMs - this.#sinceMs) / 1000;
    /** @type {LinkReport} */
    const report = {};
    if (this.#paintMs.length > 0) report.show_ms = round(mean(this.#paintMs));
    if (frames.length > 0 && seconds > 0) {
      const spanMs = mean(frames.map((frame) => frame.spanMs));
      report.received_fps = round(frames.length / seconds);
      report.frame_bytes = Math.round(mean(frames.map(({ bytes }) => bytes)));
      report.receive_ms = round(spanMs);
      report.slowest_receive_kbps = Math.round(Math.min(...frames.map((frame) => (frame.bytes * 8) / frame.spanMs)));
      if (waits.length > 0) {
        report.arrival_ms = round(mean(waits) + spanMs);
        report.highest_wait_ms = round(Math.max(...waits));
      }
    }
    this.#frames = [];
    this.#paintMs = [];
    this.#sinceMs = nowMs;
    return report;
  }
}

/** @param {number[]} values at least one @returns {number} */
function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** @param {number} value @returns {number} to a hundredth */
function round(value) {
  return Math.round(value * 100) / 100;
}
