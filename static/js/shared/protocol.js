// @ts-check
/**
 * Every message of the two sockets, as types and as tolerant readers: an unknown message or field is ignored, a missing or
 * wrong one takes its documented default, and nothing that a server sends can make a page throw.
 */

/** @typedef {{type: 'stream_config', target_fps: number, jpeg_quality: number, max_long_side_px: number, window: number, viewer_count: number}} StreamConfig */
/** @typedef {'processed' | 'dropped' | 'failed'} FrameOutcome */
/** @typedef {{type: 'frame_ack', frameNumber: number, outcome: FrameOutcome}} CameraFrameAck */
/** @typedef {{type: 'clock_pong', t0: number, t1: number, t2: number}} ClockPong `t1`, `t2`: to the microsecond where the server tells it */
/** @typedef {{type: 'key_request'}} KeyRequest */
/** @typedef {{type: 'error', code: string, message: string}} ServerError */
/** @typedef {[x: number, y: number, width: number, height: number]} Box Pixels of the published frame, top-left origin. */
/** @typedef {{class_id: number, label: string, confidence: number, box: Box}} Detection */
/**
 * @typedef {object} PublishedMetadata
 * @property {'frame_metadata'} type
 * @property {number} timestamp capture time on the camera's clock, Unix milliseconds
 * @property {number} frameNumber
 * @property {number} width pixels
 * @property {number} height pixels
 * @property {number} processing_time_ms
 * @property {number} processed_at end of the encoding on the server's clock, Unix milliseconds
 * @property {number | null} capture_time_server_ms capture time on the server's clock, null where the server does not know it
 * @property {number} inference_size pixels, the longer side of the model's input
 * @property {number} confidence_threshold
 * @property {Detection[]} detections
 * @property {Record<string, number>} timings_ms milliseconds of each stage, in the order of the stages
 * @property {Record<string, number>} waterfall_ms milliseconds of each part from capture to sending, in order; they leave no gap
 * @property {number | null} sent_at when the server handed it to the socket, its clock, Unix milliseconds; null where it does not say
 * @property {{key: boolean, codec: string}} [unit] of a frame that comes as H.264: whether decoding can begin with it, and its codec string
 */
/** @typedef {'jpeg' | 'h264'} Codec */
/** @typedef {{type: 'codec', codec: Codec, reason: string}} CodecAnswer what became of a wish for H.264 */

/**
 * What frames met on the way to a viewer since its last report.
 * @typedef {object} LinkReport
 * @property {number} [received_fps] frames that arrived a second
 * @property {number} [frame_bytes] their mean size
 * @property {number} [arrival_ms] mean time from the end of the server's encoding to the last byte
 * @property {number} [receive_ms] mean time from the metadata to the last byte
 * @property {number} [slowest_receive_kbps] rate of the slowest
 * @property {number} [highest_wait_ms] longest time from the end of encoding to the metadata
 * @property {number} [show_ms] mean time from the last byte to the painting
 */
/** @typedef {{type: 'frame_metadata', timestamp: number, frameNumber: number, width: number, height: number, format: 'jpeg' | 'h264', key?: boolean,
 *   taken_at?: number, sent_at?: number, offset_ms?: number}} CapturedMetadata times on the own clock; `offset_ms`: server clock minus own */
/** @typedef {{type: 'clock_ping', t0: number, offset_ms?: number, error_ms?: number, rtt_ms?: number}} ClockPing */
/** @typedef {{type: 'performance_stats', fps: number, latency?: number, queueSize: number} & LinkReport} PerformanceStats */
/** @typedef {{downlink_ms: number, viewer_decode_ms: number, paint_ms: number, total_ms: number}} PaintTimes */
/** @typedef {{type: 'frame_ack', frameNumber: number} & Partial<PaintTimes>} ViewerFrameAck */
/** @typedef {'burned' | 'data'} Overlay */
/** @typedef {{type: 'subscribe', overlay: Overlay, max_fps: number, codec: Codec, max_long_side_px?: number}} Subscribe */

/** @typedef {StreamConfig | CameraFrameAck | ClockPong | KeyRequest | ServerError | PublishedMetadata | CodecAnswer} ServerMessage */

/** Close codes that the pages tell apart. */
export const CloseCode = Object.freeze({
  goingAway: 1001, policyViolation: 1008, tryAgainLater: 1013, streamStopped: 4403, streamDeleted: 4404, streamBusy: 4409,
});

/** What a camera does before the server has said anything. @type {Readonly<StreamConfig>} */
export const DEFAULT_STREAM_CONFIG = Object.freeze({
  type: 'stream_config', target_fps: 30, jpeg_quality: 0.8, max_long_side_px: 1280, window: 1, viewer_count: 0,
});

/**
 * Reads a text message from the server.
 * @param {string} text
 * @returns {ServerMessage | null} null for anything that is not a known, usable message
 */
export function parseServerMessage(text) {
  const raw = parseObject(text);
  switch (raw?.type) {
    case 'stream_config': return readStreamConfig(raw);
    case 'frame_ack': return readCameraFrameAck(raw);
    case 'clock_pong': return readClockPong(raw);
    case 'key_request': return { type: 'key_request' };
    case 'error': return { type: 'error', code: string(raw.code, 'unknown'), message: string(raw.message, '') };
    case 'frame_metadata': return readPublishedMetadata(raw);
    case 'codec': return { type: 'codec', codec: raw.codec === 'h264' ? 'h264' : 'jpeg', reason: string(raw.reason, '') };
    default: return null;
  }
}

/** @param {string} text @returns {Record<string, unknown> | null} */
function parseObject(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** @param {Record<string, unknown>} raw @returns {StreamConfig} */
function readStreamConfig(raw) {
  const fallback = DEFAULT_STREAM_CONFIG;
  return {
    type: 'stream_config',
    target_fps: clamp(number(raw.target_fps, fallback.target_fps), 0.1, 120),
    jpeg_quality: clamp(number(raw.jpeg_quality, fallback.jpeg_quality), 0.05, 1),
    max_long_side_px: Math.round(clamp(number(raw.max_long_side_px, fallback.max_long_side_px), 16, 16384)),
    window: Math.floor(clamp(number(raw.window, fallback.window), 1, 64)),
    viewer_count: Math.max(0, Math.floor(number(raw.viewer_count, 0))),
  };
}

/** @param {Record<string, unknown>} raw @returns {CameraFrameAck | null} */
function readCameraFrameAck(raw) {
  const { frameNumber, outcome } = raw;
  const known = outcome === 'processed' || outcome === 'dropped' || outcome === 'failed';
  return isFrameNumber(frameNumber) && known ? { type: 'frame_ack', frameNumber, outcome } : null;
}

/** @param {Record<string, unknown>} raw @returns {ClockPong | null} */
function readClockPong(raw) {
  const { t0, t1, t2, t1_us, t2_us } = raw;
  if (!isNumber(t0) || !isNumber(t1) || !isNumber(t2)) return null;
  const isExact = isNumber(t1_us) && isNumber(t2_us);
  return { type: 'clock_pong', t0, t1: isExact ? t1_us / 1000 : t1, t2: isExact ? t2_us / 1000 : t2 };
}

/** @param {Record<string, unknown>} raw @returns {PublishedMetadata | null} */
function readPublishedMetadata(raw) {
  if (!isFrameNumber(raw.frameNumber) || !isNumber(raw.timestamp)) return null;
  return {
    type: 'frame_metadata',
    timestamp: raw.timestamp,
    frameNumber: raw.frameNumber,
    width: number(raw.width, 0),
    height: number(raw.height, 0),
    processing_time_ms: number(raw.processing_time_ms, 0),
    processed_at: number(raw.processed_at, 0),
    capture_time_server_ms: isNumber(raw.capture_time_server_ms) ? raw.capture_time_server_ms : null,
    inference_size: number(raw.inference_size, 0),
    confidence_threshold: number(raw.confidence_threshold, 0),
    detections: Array.isArray(raw.detections) ? raw.detections.flatMap(readDetection) : [],
    timings_ms: readTimings(raw.timings_ms),
    waterfall_ms: readTimings(raw.waterfall_ms),
    sent_at: isNumber(raw.sent_at) ? raw.sent_at : null,
    ...(raw.format === 'h264' ? { unit: { key: raw.key === true, codec: string(raw.codec, '') } } : {}),
  };
}

/** @param {unknown} raw @returns {Detection[]} one detection, or none where it cannot be drawn */
function readDetection(raw) {
  if (typeof raw !== 'object' || raw === null) return [];
  const { class_id, label, confidence, box } = /** @type {Record<string, unknown>} */ (raw);
  if (!Array.isArray(box) || box.length !== 4 || !box.every(isNumber)) return [];
  return [{
    class_id: number(class_id, 0),
    label: string(label, ''),
    confidence: number(confidence, 0),
    box: /** @type {Box} */ (/** @type {unknown} */ (box)),
  }];
}

/** @param {unknown} raw @returns {Record<string, number>} */
function readTimings(raw) {
  if (typeof raw !== 'object' || raw === null) return {};
  return Object.fromEntries(Object.entries(raw).filter(([, value]) => isNumber(value)));
}

/** @param {unknown} value @returns {value is number} */
function isNumber(value) {
  return typeof value === 'number' && Number.isFinite(value);
}

/** @param {unknown} value @returns {value is number} */
function isFrameNumber(value) {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** @param {unknown} value @param {number} fallback @returns {number} */
function number(value, fallback) {
  return isNumber(value) ? value : fallback;
}

/** @param {unknown} value @param {string} fallback @returns {string} */
function string(value, fallback) {
  return typeof value === 'string' ? value : fallback;
}

/** @param {number} value @param {number} min @param {number} max @returns {number} */
function clamp(value, min, max) {
  return Math.min(max, Math.max(min, value));
}
