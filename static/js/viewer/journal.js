// @ts-check
import { measureWaterfall } from '../shared/waterfall.js';
import { Trace, traceLine } from './trace.js';

/** @import { ClockEstimate } from '../shared/clock.js' */
/** @import { PaintTimes, PublishedMetadata } from '../shared/protocol.js' */
/** @import { FrameWaterfall } from '../shared/waterfall.js' */
/** @import { Painted } from './painter.js' */

/** Frames on their way through the painter are remembered up to this number. */
const FRAMES_UNDER_WAY = 32;

/** Knows when each frame arrived, and with its painting where all of its time went. */
export class FrameJournal {
  /** @type {Map<number, {metadata: PublishedMetadata, receivedAtMs: number, bytes: number}>} */ #underWay = new Map();
  trace = new Trace();

  /** @param {PublishedMetadata} metadata @param {number} receivedAtMs own clock, when all of it was there @param {number} bytes of its picture */
  received(metadata, receivedAtMs, bytes) {
    this.#underWay.set(metadata.frameNumber, { metadata, receivedAtMs, bytes });
    const [oldest] = this.#underWay.keys();
    if (this.#underWay.size > FRAMES_UNDER_WAY && oldest !== undefined) this.#underWay.delete(oldest);
  }

  /**
   * @param {Pick<Painted, 'frameNumber' | 'decodedAtMs' | 'paintedAtMs'>} event
   * @param {ClockEstimate | null} clock server clock minus own
   * @returns {FrameWaterfall | null}
   */
  painted({ frameNumber, decodedAtMs, paintedAtMs }, clock) {
    const frame = this.#underWay.get(frameNumber);
    this.#underWay.delete(frameNumber);
    if (!frame || clock === null) return null;
    const { metadata, receivedAtMs, bytes } = frame;
    const waterfall = measureWaterfall(metadata, { receivedAtMs, decodedAtMs, paintedAtMs }, clock.offsetMs);
    if (waterfall) this.trace.add(traceLine(metadata, waterfall, clock, bytes));
    return waterfall;
  }

  /** A new connection may count its frames anew. */
  reset() {
    this.#underWay.clear();
  }
}

/** What the server is told of a painted frame. @param {FrameWaterfall | null} waterfall @returns {PaintTimes | null} */
export function paintTimes(waterfall) {
  if (waterfall === null) return null;
  const { parts, totalMs } = waterfall;
  const part = (/** @type {string} */ name) => round(parts[name] ?? 0);
  return { downlink_ms: part('downlink'), viewer_decode_ms: part('viewer_decode'), paint_ms: part('paint'), total_ms: round(totalMs) };
}

/** @param {number} ms @returns {number} to a hundredth */
function round(ms) {
  return Math.round(ms * 100) / 100;
}
