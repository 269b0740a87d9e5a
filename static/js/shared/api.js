// @ts-check
/**
 * @typedef {object} StreamSummary
 * @property {string} token
 * @property {'live' | 'waiting' | 'stopped'} status
 * @property {boolean} camera_connected
 * @property {number} viewer_count
 * @property {number} width pixels, 0 before the first frame
 * @property {number} height pixels
 * @property {number} fps
 * @property {string} model
 * @property {string} camera_url
 * @property {string} viewer_url
 * @property {Traffic} bytes_per_second
 */
/** @typedef {Record<string, number>} Traffic bytes a second: `received`, and each output's */
/**
 * @typedef {object} NewStream
 * @property {string} [stream_id] its name; the server makes one up where it is missing
 * @property {string} quality low, medium or high
 * @property {number} fps 15, 24 or 30
 * @property {number} jpeg_quality 50 to 95
 */
/** @typedef {{accepted: boolean, reason: string}} H264Input */
/**
 * @typedef {object} ServerInfo
 * @property {string} name
 * @property {string} version
 * @property {string} model
 * @property {string} execution_provider
 * @property {boolean} gpu_available
 * @property {number} max_frame_age_ms frames older than this are not sent and not shown
 * @property {H264Input} [h264_input] whether cameras may send H.264
 * @property {{enabled: boolean, port?: number, urls: string[], authority?: string | null, authority_fingerprint?: string | null}} https
 * @property {{urls: string[], loopback_only: boolean}} http
 */
/**
 * @typedef {object} StreamStats
 * @property {boolean} camera_connected
 * @property {number} viewer_count
 * @property {{inference_size: number, confidence_threshold: number, gpu_available: boolean, target_fps: number,
 *   execution_provider: string, precision: string, model: string}} processor_stats
 * @property {{received: number, processed: number, dropped: number, failed: number, in_flight: number}} frames
 * @property {{received: number, published: number}} fps
 * @property {{processing: Percentiles, end_to_end: Percentiles}} latency_ms
 * @property {{reason: string}} controller
 * @property {Traffic} [bytes_per_second]
 */
/**
 * @typedef {object} ControllerReport
 * @property {boolean} camera_connected
 * @property {number} now the server's clock, Unix milliseconds
 * @property {{inference_size: number, confidence_threshold: number, target_fps: number, execution_provider: string, model: string}} point
 * @property {{jpeg_quality: number, max_long_side_px: number, cause: string, alternatives: PlanAlternative[], next: string}} controller
 * @property {{inference_size: number, inference_ms: number, other_ms: number, measured: boolean}[]} costs largest size first
 * @property {PointChange[]} changes oldest first
 */
/**
 * @typedef {{inference_size: number, target_fps: number, jpeg_quality: number, max_long_side_px: number, utility: number,
 *   delay_ms: number, verdict: string}} PlanAlternative
 */
/**
 * @typedef {{at: number, inference_size: number, confidence_threshold: number, target_fps: number, jpeg_quality: number,
 *   max_long_side_px: number, cause: string}} PointChange
 */
/** @typedef {{p50: number, p95: number, p99: number}} Percentiles milliseconds */

/** A request that takes longer is given up, milliseconds. */
const REQUEST_TIMEOUT_MS = 5_000;

/** @returns {Promise<StreamSummary[]>} */
export async function fetchStreams() {
  return (await fetchJson('/api/streams')).streams;
}

/** Creates a stream; the error of a refusal says why, for a person. @param {NewStream} settings @returns {Promise<StreamSummary>} */
export async function createStream(settings) {
  const response = await fetch('/api/streams', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(settings), signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail ?? answer.title);
  return answer;
}

/** What goes out in all forms together. @param {Traffic} traffic @returns {number} bytes a second */
export function sentOf({ received: _, ...sent }) {
  return Object.values(sent).reduce((sum, rate) => sum + rate, 0);
}

/** @returns {Promise<ServerInfo>} */
export async function fetchServer() {
  return fetchJson('/api/server');
}

/** @param {string} token as it stands in the page's path @returns {Promise<StreamStats>} */
export async function fetchStats(token) {
  return fetchJson(`/api/camera/${token}/stats`);
}

/** @param {string} token as it stands in the page's path @returns {Promise<ControllerReport>} */
export async function fetchController(token) {
  return fetchJson(`/api/camera/${token}/controller`);
}

/** The QR code of the address that a phone should open for a path. @param {string} path @returns {string} */
export function qrAddress(path) {
  return `/api/qr.svg?path=${encodeURIComponent(path)}`;
}

/** @param {string} path @returns {Promise<any>} */
async function fetchJson(path) {
  const response = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}
