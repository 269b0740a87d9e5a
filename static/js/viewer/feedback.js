// @ts-check
import { RateMeter, SlidingMean } from '../shared/rates.js';
import { LinkMeter } from './link-meter.js';

/** @import { PerformanceStats, PublishedMetadata } from '../shared/protocol.js' */
/** @import { FramePair } from './pairing.js' */

/**
 * The delay of a painted frame.
 * @typedef {object} FrameDelay
 * @property {number | null} fromCaptureMs from capture to paint; null while a clock is not known
 * @property {number | null} fromServerMs from the end of the server's encoding to paint; null while the own clock is not known
 */

/** Metadata of frames on their way through the painter is kept up to this number of frames. */
const METADATA_KEPT = 32;
/** Delays are averaged over this time, milliseconds. */
const AVERAGED_MS = 1_000;

/**
 * Where a frame's time went, on the server's clock throughout.
 * @param {PublishedMetadata} metadata
 * @param {number} paintedAtMs own clock
 * @param {number | null} clockOffsetMs server clock minus own
 * @returns {FrameDelay}
 */
export function frameDelay(metadata, paintedAtMs, clockOffsetMs) {
  if (clockOffsetMs === null) return { fromCaptureMs: null, fromServerMs: null };
  const paintedOnServer = paintedAtMs + clockOffsetMs;
  const capturedAt = metadata.capture_time_server_ms;
  return {
    fromCaptureMs: capturedAt === null ? null : Math.max(0, paintedOnServer - capturedAt),
    fromServerMs: Math.max(0, paintedOnServer - metadata.processed_at),
  };
}

/**
 * When a frame becomes too old to be shown.
 * @param {PublishedMetadata} metadata
 * @param {number | null} clockOffsetMs server clock minus own
 * @param {number} maxAgeMs from capture, or from the arrival at the server where the capture time is not known
 * @returns {number | null} own clock, Unix milliseconds; null while the own clock is not known
 */
export function paintBefore(metadata, clockOffsetMs, maxAgeMs) {
  if (clockOffsetMs === null) return null;
  const bornAt = metadata.capture_time_server_ms ?? metadata.processed_at - metadata.processing_time_ms;
  return bornAt + maxAgeMs - clockOffsetMs;
}

/** Follows frames from their arrival to the screen, and sums up what the server and the person want to know. */
export class ViewerFeedback {
  /** @type {Map<number, {metadata: PublishedMetadata, pictureAtMs: number}>} */ #underWay = new Map();
  #link = new LinkMeter();
  #painted = new RateMeter();
  #delay = new SlidingMean(AVERAGED_MS);
  #fromServer = new SlidingMean(AVERAGED_MS);
  /** Frames since the page opened. */
  counts = { received: 0, painted: 0, replaced: 0, stale: 0, undecodable: 0 };
  /** Metadata of the frame on screen. @type {PublishedMetadata | null} */
  shown = null;

  /** @param {FramePair} pair @param {number | null} clockOffsetMs server clock minus own */
  received({ metadata, picture, spanMs, pictureAtMs }, clockOffsetMs) {
    this.counts.received++;
    this.#underWay.set(metadata.frameNumber, { metadata, pictureAtMs });
    this.#link.received(picture.byteLength, spanMs, pictureAtMs, clockOffsetMs === null ? null : metadata.processed_at - clockOffsetMs);
    if (this.#underWay.size > METADATA_KEPT) this.#forgetBelow(metadata.frameNumber - METADATA_KEPT);
  }

  /**
   * @param {number} frameNumber
   * @param {number} paintedAtMs own clock
   * @param {number | null} clockOffsetMs
   */
  painted(frameNumber, paintedAtMs, clockOffsetMs) {
    const frame = this.#underWay.get(frameNumber);
    if (!frame) return;
    const { metadata, pictureAtMs } = frame;
    this.#link.painted(paintedAtMs - pictureAtMs);
    this.#forgetBelow(frameNumber + 1);
    this.shown = metadata;
    this.counts.painted++;
    this.#painted.add(paintedAtMs);
    const { fromCaptureMs, fromServerMs } = frameDelay(metadata, paintedAtMs, clockOffsetMs);
    if (fromCaptureMs !== null) this.#delay.add(paintedAtMs, fromCaptureMs);
    if (fromServerMs !== null) this.#fromServer.add(paintedAtMs, fromServerMs);
  }

  /** A new connection may count its frames anew. */
  reset() {
    this.#underWay.clear();
  }

  /** @param {number} nowMs @returns {{fps: number, fromCaptureMs: number | null, fromServerMs: number | null}} */
  summary(nowMs) {
    return { fps: this.#painted.perSecond(nowMs), fromCaptureMs: this.#delay.mean(nowMs), fromServerMs: this.#fromServer.mean(nowMs) };
  }

  /** @param {number} nowMs @param {number} waiting frames in the painter @returns {PerformanceStats} */
  report(nowMs, waiting) {
    const { fps, fromCaptureMs, fromServerMs } = this.summary(nowMs);
    const latency = fromCaptureMs ?? fromServerMs;
    /** @type {PerformanceStats} */
    const stats = { type: 'performance_stats', fps: round(fps), queueSize: waiting, ...this.#link.take(nowMs) };
    return latency === null ? stats : { ...stats, latency: round(latency) };
  }

  /** @param {number} frameNumber */
  #forgetBelow(frameNumber) {
    for (const number of this.#underWay.keys()) if (number < frameNumber) this.#underWay.delete(number);
  }
}

/** @param {number} value @returns {number} to a tenth */
function round(value) {
  return Math.round(value * 10) / 10;
}
