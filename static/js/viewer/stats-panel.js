// @ts-check
import { byId, make, setText, show } from '../shared/dom.js';
import { formatBitRate, formatMs, formatPercent, UNKNOWN } from '../shared/format.js';
import { clockMs } from '../shared/page-clock.js';
import { DelayGraph } from './delay-graph.js';

/** @import { StreamStats } from '../shared/api.js' */
/** @import { ViewerFeedback } from './feedback.js' */

/** Colours of the stages, in their order. */
const STAGE_COLOURS = ['#64748b', '#38bdf8', '#818cf8', '#2dd4bf', '#a3e635', '#fbbf24', '#fb7185'];

/** The statistics over the picture. */
export class StatsPanel {
  #panel = byId('stats', HTMLElement);
  #toggle = byId('toggle-stats', HTMLButtonElement);
  #stages = byId('s-stages', HTMLElement);
  #graph = new DelayGraph(byId('s-graph', HTMLCanvasElement));
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

  /** @param {ViewerFeedback} feedback @param {number | null} roundTripMs @param {{width: number, height: number}} size of the picture */
  refresh(feedback, roundTripMs, size) {
    const { fps, fromCaptureMs, fromServerMs } = feedback.summary(clockMs());
    this.#graph.add(fromCaptureMs ?? fromServerMs);
    if (!this.isOpen) return;
    this.#graph.draw();
    setText(byId('s-fps', HTMLElement), fps.toFixed(1));
    setText(byId('s-delay', HTMLElement), formatMs(fromCaptureMs ?? fromServerMs));
    setText(byId('s-delay-label', HTMLElement), fromCaptureMs === null && fromServerMs !== null ? 'server to screen' : 'capture to screen');
    setText(byId('s-server', HTMLElement), formatMs(fromServerMs));
    setText(byId('s-size', HTMLElement), size.width > 0 ? `${size.width} × ${size.height}` : UNKNOWN);
    setText(byId('s-rtt', HTMLElement), formatMs(roundTripMs));
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
    if (shown) this.#showStages(shown.timings_ms, shown.processing_time_ms);
  }

  /** @param {Record<string, number>} timings @param {number} totalMs */
  #showStages(timings, totalMs) {
    const stages = Object.entries(timings);
    const sumMs = stages.reduce((sum, [, ms]) => sum + ms, 0);
    const track = make('div', { class: 'track' });
    const legend = make('div', { class: 'legend' });
    stages.forEach(([name, ms], index) => {
      const part = make('span', {});
      const entry = make('span', {}, `${name.replaceAll('_', ' ')} ${ms.toFixed(1)}`);
      for (const element of [part, entry]) element.style.setProperty('--stage', STAGE_COLOURS[index % STAGE_COLOURS.length] ?? '');
      part.style.width = `${(100 * ms) / Math.max(totalMs, sumMs, 0.001)}%`;
      track.append(part);
      legend.append(entry);
    });
    this.#stages.replaceChildren(track, legend);
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

/** @param {Record<string, number>} bytesPerSecond by output, and what comes in @returns {number} what goes out */
function sentOf({ received: _, ...sent }) {
  return Object.values(sent).reduce((sum, rate) => sum + rate, 0);
}
