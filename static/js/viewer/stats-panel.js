// @ts-check
import { sentOf } from '../shared/api.js';
import { byId, setText, show } from '../shared/dom.js';
import { formatBitRate, formatClock, formatMs, formatPercent, UNKNOWN } from '../shared/format.js';
import { clockMs } from '../shared/page-clock.js';
import { DelayGraph } from './delay-graph.js';
import { WaterfallChart } from './waterfall-chart.js';

/** @import { StreamStats } from '../shared/api.js' */
/** @import { ViewerFeedback } from './feedback.js' */
/** @import { ViewerSocket } from './viewer-socket.js' */

/** The statistics over the picture. */
export class StatsPanel {
  #panel = byId('stats', HTMLElement);
  #toggle = byId('toggle-stats', HTMLButtonElement);
  #graph = new DelayGraph(byId('s-graph', HTMLCanvasElement));
  waterfall = new WaterfallChart(byId('s-waterfall', HTMLCanvasElement), byId('s-stages', HTMLElement));
  /** @type {StreamStats | null} */ #server = null;

  /** @param {boolean} open @param {(open: boolean) => void} onToggle */
  constructor(open, onToggle) {
    this.#open(open);
    this.#toggle.addEventListener('click', () => {
      this.#open(!this.isOpen);
      onToggle(this.isOpen);
    });
  }

  /** @returns {boolean} */
  get isOpen() {
    return !this.#panel.hidden;
  }

  /** @param {StreamStats | null} stats */
  showServer(stats) {
    this.#server = stats;
  }

  /** @param {ViewerFeedback} feedback @param {Pick<ViewerSocket, 'clock' | 'roundTripMs'>} link @param {{width: number, height: number}} size of the picture */
  refresh(feedback, { clock, roundTripMs }, size) {
    const nowMs = clockMs();
    const { fps, fromCaptureMs, fromServerMs } = feedback.summary(nowMs);
    this.#graph.add(fromCaptureMs ?? fromServerMs);
    if (!this.isOpen) return;
    this.#graph.draw();
    if (clock) this.waterfall.draw(nowMs + clock.offsetMs);
    setText(byId('s-fps', HTMLElement), fps.toFixed(1));
    setText(byId('s-delay', HTMLElement), formatMs(fromCaptureMs ?? fromServerMs));
    setText(byId('s-delay-label', HTMLElement), fromCaptureMs === null && fromServerMs !== null ? 'server to screen' : 'capture to screen');
    setText(byId('s-server', HTMLElement), formatMs(fromServerMs));
    setText(byId('s-size', HTMLElement), size.width > 0 ? `${size.width} × ${size.height}` : UNKNOWN);
    setText(byId('s-rtt', HTMLElement), formatMs(roundTripMs));
    setText(byId('s-clock', HTMLElement), formatClock(clock));
    setText(byId('s-dropped', HTMLElement), `${feedback.counts.replaced} / ${this.#server?.frames.dropped ?? UNKNOWN}`);
    this.#showFrame(feedback);
    this.#showServer();
  }

  /**
   * @param {string | undefined} codec of the picture on screen
   * @param {string} note why it is no other; empty if there is nothing to say
   * @param {number} bytesPerSecond received
   */
  showCodec(codec, note, bytesPerSecond) {
    setText(byId('s-bytes', HTMLElement), formatBitRate(bytesPerSecond));
    setText(byId('s-codec', HTMLElement), codec === 'h264' ? 'H.264' : codec === 'jpeg' ? 'JPEG' : UNKNOWN);
    const element = byId('codec-note', HTMLElement);
    setText(element, note);
    show(element, note !== '');
  }

  /** @param {ViewerFeedback} feedback */
  #showFrame({ shown }) {
    setText(byId('s-processing', HTMLElement), formatMs(shown?.processing_time_ms));
    setText(byId('s-detections', HTMLElement), shown ? String(shown.detections.length) : UNKNOWN);
    setText(byId('s-inference', HTMLElement), shown ? `${shown.inference_size} px` : UNKNOWN);
    setText(byId('s-confidence', HTMLElement), formatPercent(shown?.confidence_threshold));
  }

  #showServer() {
    const stats = this.#server;
    const processor = stats?.processor_stats;
    setText(byId('s-model', HTMLElement), processor?.model ?? UNKNOWN);
    setText(byId('s-provider', HTMLElement), processor ? `${processor.execution_provider} ${processor.precision ?? ''}`.trim() : UNKNOWN);
    setText(byId('s-viewers', HTMLElement), stats ? String(stats.viewer_count) : UNKNOWN);
    setText(byId('s-sent', HTMLElement), stats?.bytes_per_second ? formatBitRate(sentOf(stats.bytes_per_second)) : UNKNOWN);
    const reason = byId('s-reason', HTMLElement);
    setText(reason, stats?.controller?.reason ?? '');
    show(reason, reason.textContent !== '');
  }

  /** @param {boolean} open */
  #open(open) {
    show(this.#panel, open);
    document.body.classList.toggle('with-stats', open);
    this.#toggle.setAttribute('aria-pressed', String(open));
  }
}
