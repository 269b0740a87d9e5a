// @ts-check
import { byId, setText, show } from '../shared/dom.js';
import { formatBitRate, formatClock, formatCount, formatFps, formatMs, formatPercent, UNKNOWN } from '../shared/format.js';
import { describeLink, explainLoss } from '../shared/link-text.js';
import { RateMeter, SlidingMean } from '../shared/rates.js';
import { describeServerError } from './problems.js';

/** @import { ClockEstimate } from '../shared/clock.js' */
/** @import { FrameOutcome, ServerError, StreamConfig } from '../shared/protocol.js' */
/** @import { LinkState } from '../shared/reconnecting-socket.js' */
/** @import { SentFrame } from './capture-loop.js' */

/** An error of the server stays on screen for this long after the last one, milliseconds. */
const ERROR_SHOWN_MS = 6_000;
/** What the formats are called. */
const FORMAT_NAMES = { jpeg: 'JPEG', h264: 'H.264' };
/** Round trips are averaged over this time, milliseconds. */
const AVERAGED_MS = 2_000;

/** What is sent, what the server asks for, and how the connection is. */
export class SendingPanel {
  #state = byId('link-state', HTMLElement);
  #notice = byId('notice', HTMLElement);
  #badge = byId('badge', HTMLElement);
  #rate = new RateMeter();
  #bytes = new SlidingMean(AVERAGED_MS);
  #roundTrip = new SlidingMean(AVERAGED_MS);
  /** @type {Record<FrameOutcome, number>} */ #outcomes = { processed: 0, dropped: 0, failed: 0 };
  /** @type {LinkState} */ #link = { kind: 'stopped' };
  #error = '';
  #errorAtMs = -Infinity;
  #started = false;

  /** @param {LinkState} state */
  showLink(state) {
    this.#link = state;
    this.#started ||= state.kind !== 'stopped';
    this.#showState();
  }

  /** @param {StreamConfig} config */
  showConfig(config) {
    setText(byId('asked-fps', HTMLElement), formatFps(config.target_fps));
    setText(byId('asked-quality', HTMLElement), formatPercent(config.jpeg_quality));
    setText(byId('asked-side', HTMLElement), `${config.max_long_side_px} px`);
    setText(byId('asked-window', HTMLElement), String(config.window));
    setText(byId('viewers', HTMLElement), String(config.viewer_count));
    setText(this.#badge, formatCount(config.viewer_count, 'viewer'));
  }

  /** @param {FrameOutcome} outcome @param {number} roundTripMs */
  countAck(outcome, roundTripMs) {
    this.#outcomes[outcome]++;
    this.#roundTrip.add(performance.now(), roundTripMs);
  }

  /** @param {SentFrame} frame */
  countSent({ byteLength, width, height, format }) {
    this.#rate.add(performance.now());
    this.#bytes.add(performance.now(), byteLength);
    setText(byId('sent-size', HTMLElement), `${width} × ${height}`);
    setText(byId('sent-format', HTMLElement), FORMAT_NAMES[format]);
  }

  /** @param {string} note why JPEG is sent although H.264 was chosen; empty where there is nothing to say */
  showFormatNote(note) {
    const element = byId('format-note', HTMLElement);
    setText(element, note);
    show(element, note !== '');
  }

  /** @param {ServerError} error */
  showError(error) {
    this.#error = describeServerError(error.code, error.message);
    this.#errorAtMs = performance.now();
    this.#showState();
  }

  /** The person stopped the camera. */
  stopped() {
    this.#errorAtMs = -Infinity;
    setText(byId('viewers', HTMLElement), UNKNOWN);
    this.#showState();
  }

  /** @param {ClockEstimate | null} clock */
  refresh(clock) {
    const nowMs = performance.now();
    const fps = this.#rate.perSecond(nowMs);
    setText(byId('sent-rate', HTMLElement), this.#started ? formatFps(fps) : UNKNOWN);
    setText(byId('sent-bits', HTMLElement), this.#started ? formatBitRate(fps * (this.#bytes.mean(nowMs) ?? 0)) : UNKNOWN);
    setText(byId('round-trip', HTMLElement), formatMs(this.#roundTrip.mean(nowMs)));
    setText(byId('clock-offset', HTMLElement), formatClock(clock));
    for (const outcome of /** @type {FrameOutcome[]} */ (Object.keys(this.#outcomes))) {
      setText(byId(outcome, HTMLElement), String(this.#outcomes[outcome]));
    }
    this.#showState();
  }

  #showState() {
    if (!this.#started) return;
    const { tone, text } = describeLink(this.#link, Date.now());
    this.#state.dataset.tone = tone;
    setText(this.#state, text);
    const isErrorFresh = performance.now() - this.#errorAtMs < ERROR_SHOWN_MS;
    const notice = explainLoss(this.#link) ?? (isErrorFresh ? this.#error : '');
    setText(this.#notice, notice);
    show(this.#notice, notice !== '');
  }
}
