// @ts-check
/** @import { PublishedMetadata } from './protocol.js' */

/**
 * The parts of a frame's time from capture to paint, in order: what the camera does, what the server does, what the viewer does.
 * @type {ReadonlyArray<{name: string, label: string, colour: string}>}
 */
export const WATERFALL_PARTS = Object.freeze([
  { name: 'capture', label: 'capture', colour: '#a78bfa' },
  { name: 'camera_encode', label: 'encode on the camera', colour: '#7c6cf0' },
  { name: 'uplink', label: 'uplink', colour: '#5b8def' },
  { name: 'wait', label: 'wait', colour: '#7b8794' },
  { name: 'decode', label: 'decode', colour: '#38bdf8' },
  { name: 'inference', label: 'inference', colour: '#2dd4bf' },
  { name: 'annotate', label: 'annotate', colour: '#4ade80' },
  { name: 'encode', label: 'encode', colour: '#a3e635' },
  { name: 'transcode', label: 'encode for this link', colour: '#facc15' },
  { name: 'send_queue', label: 'send queue', colour: '#fb923c' },
  { name: 'downlink', label: 'downlink', colour: '#fb7185' },
  { name: 'viewer_decode', label: 'decode here', colour: '#f472b6' },
  { name: 'paint', label: 'paint', colour: '#e879f9' },
]);

/** Parts that are in the next one where nobody tells them apart: a camera may tell no more than when it captured a frame. */
const FOLDED_LABELS = Object.freeze(/** @type {Record<string, string>} */ ({ uplink: 'camera and uplink' }));

/**
 * One painted frame's time. The parts are differences of neighbouring moments on the server's clock and add up to the whole.
 * @typedef {object} FrameWaterfall
 * @property {number} frameNumber
 * @property {number} startMs when it was captured; when it reached the server, where its capture time is not known. Server clock, Unix milliseconds
 * @property {Record<string, number>} parts milliseconds by part; a part that is not there is in the next one that is, or did not happen
 * @property {number} totalMs from `startMs` to paint
 */

/**
 * The moments that only the viewer knows, own clock, Unix milliseconds.
 * @typedef {{receivedAtMs: number, decodedAtMs: number, paintedAtMs: number}} ViewerTimes
 */

/**
 * @param {Pick<PublishedMetadata, 'frameNumber' | 'waterfall_ms' | 'sent_at'>} metadata
 * @param {ViewerTimes} times
 * @param {number | null} clockOffsetMs server clock minus own
 * @returns {FrameWaterfall | null} null while the own clock is not known, or where the server tells no times
 */
export function measureWaterfall(metadata, times, clockOffsetMs) {
  const { frameNumber, waterfall_ms, sent_at } = metadata;
  if (clockOffsetMs === null || sent_at === null) return null;
  // A clock that is off by a little more than a fast link takes must not turn time around.
  const receivedAt = Math.max(sent_at, times.receivedAtMs + clockOffsetMs);
  const decodedAt = Math.max(receivedAt, times.decodedAtMs + clockOffsetMs);
  const paintedAt = Math.max(decodedAt, times.paintedAtMs + clockOffsetMs);
  const startMs = sent_at - sumOf(waterfall_ms);
  const own = { downlink: receivedAt - sent_at, viewer_decode: decodedAt - receivedAt, paint: paintedAt - decodedAt };
  return { frameNumber, startMs, parts: { ...waterfall_ms, ...own }, totalMs: paintedAt - startMs };
}

/** @param {Record<string, number>} parts @returns {number} */
export function sumOf(parts) {
  return Object.values(parts).reduce((sum, ms) => sum + ms, 0);
}

/** @param {string} name of a part @param {Record<string, number>} parts that are there @returns {string} what the part stands for among them */
export function labelOf(name, parts) {
  const part = WATERFALL_PARTS.find((known) => known.name === name);
  return (parts.capture === undefined ? FOLDED_LABELS[name] : undefined) ?? part?.label ?? name;
}

/**
 * The median of each part over the frames that have it.
 * @param {FrameWaterfall[]} frames
 * @returns {Record<string, number>} in the order of the parts
 */
export function mediansOf(frames) {
  const entries = WATERFALL_PARTS.map(({ name }) => /** @type {[string, number[]]} */ ([name, frames.flatMap(({ parts }) => parts[name] ?? [])]));
  return Object.fromEntries(entries.filter(([, values]) => values.length > 0).map(([name, values]) => [name, median(values)]));
}

/** @param {number[]} values at least one @returns {number} */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return /** @type {number} */ (sorted[Math.floor((sorted.length - 1) / 2)]);
}
