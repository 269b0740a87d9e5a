// @ts-check
/**
 * @typedef {object} Recording
 * @property {string} recording_id
 * @property {number} started_at Unix milliseconds
 * @property {number} duration_ms
 * @property {number} bytes
 * @property {number} frames
 * @property {number} width pixels
 * @property {number} height pixels
 * @property {'writing' | 'complete'} state
 * @property {'on_demand' | 'always' | 'class' | 'last' | 'found'} trigger
 * @property {string[]} classes
 * @property {string} video_url
 * @property {string} detections_url
 */
/**
 * @typedef {object} Status
 * @property {boolean} available
 * @property {string | null} reason why nothing can be recorded
 * @property {{state: 'recording' | 'waiting' | 'buffering' | 'off', mode: string, since: number | null, file_bytes: number, dropped: number,
 *   alarm: string | null, reason: string | null}} recording
 * @property {{mode: string, classes: string[], buffer: boolean}} rule
 * @property {number} buffer_s seconds
 * @property {number | null} free_bytes
 */
/** @typedef {{recordings: Recording[], total: number, offset: number}} Page */

/** A request that takes longer is given up, milliseconds: the first one may have to try what ffmpeg can do. */
const REQUEST_TIMEOUT_MS = 30_000;

/** One stream's recordings over HTTP. A refusal is an `Error` whose message is the server's own sentence. */
export class RecordingApi {
  #path;

  /** @param {string} token as it stands in the page's path */
  constructor(token) {
    this.#path = `/api/streams/${token}`;
  }

  /** @returns {Promise<Status>} */
  status() { return this.#send('GET', 'recording'); }

  /** @returns {Promise<Status>} */
  start() { return this.#send('POST', 'recording/start'); }

  /** @returns {Promise<Status>} */
  stop() { return this.#send('POST', 'recording/stop'); }

  /** @returns {Promise<Recording>} */
  saveLast() { return this.#send('POST', 'recording/last'); }

  /** Changes the stream's rule; what is left out stays as it is. @param {{buffer?: boolean, mode?: string, classes?: string[]}} rule @returns {Promise<Status>} */
  setRule(rule) { return this.#send('PUT', 'recording', rule); }

  /** @param {{offset: number, limit: number, className: string}} wanted @returns {Promise<Page>} */
  list({ offset, limit, className }) {
    const query = new URLSearchParams({ offset: String(offset), limit: String(limit), ...(className ? { class: className } : {}) });
    return this.#send('GET', `recordings?${query}`);
  }

  /** @param {string} id @returns {Promise<void>} */
  remove(id) { return this.#send('DELETE', `recordings/${id}`); }

  /** @param {string} method @param {string} path @param {object} [body] @returns {Promise<any>} */
  async #send(method, path, body) {
    const response = await fetch(`${this.#path}/${path}`, {
      method, cache: 'no-store', signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      ...(body ? { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } : {}),
    });
    const text = await response.text();
    const answer = text === '' ? null : JSON.parse(text);
    if (!response.ok) throw new Error(answer?.detail ?? `The server answered ${response.status}.`);
    return answer;
  }
}
