// @ts-check
import { make, setText } from '../shared/dom.js';
import { formatMs } from '../shared/format.js';
import { WATERFALL_PARTS, labelOf, mediansOf } from '../shared/waterfall.js';

/** @import { FrameWaterfall } from '../shared/waterfall.js' */

/** Time shown, milliseconds. */
const SHOWN_MS = 10_000;
/** Columns: one for a tenth of a second, whose slowest frame it shows. */
const COLUMNS = 100;
/** The scale never ends below this, milliseconds. */
const SMALLEST_SCALE_MS = 50;
/** Part of the frames that must fit the scale: a single frame that took long must not flatten all others. */
const SCALED_SHARE = 0.98;

/** Where frames' time went over the last seconds: each part stacked on the one before it, and its median as a text. */
export class WaterfallChart {
  /** @type {HTMLCanvasElement} */ #canvas;
  /** @type {HTMLElement} */ #legend;
  /** @type {FrameWaterfall[]} */ #frames = [];
  /** @type {Map<string, HTMLElement>} */ #entries = new Map();

  /** @param {HTMLCanvasElement} canvas @param {HTMLElement} legend */
  constructor(canvas, legend) {
    this.#canvas = canvas;
    this.#legend = legend;
  }

  /** @param {FrameWaterfall} frame */
  add(frame) {
    const oldestMs = paintedAt(frame) - SHOWN_MS;
    this.#frames.push(frame);
    while (this.#frames[0] && paintedAt(this.#frames[0]) < oldestMs) this.#frames.shift();
  }

  /** @param {number} nowMs server clock */
  draw(nowMs) {
    this.#frames = this.#frames.filter((frame) => nowMs - paintedAt(frame) < SHOWN_MS);
    this.#drawColumns(nowMs);
    this.#showLegend(mediansOf(this.#frames));
  }

  /** @param {number} nowMs */
  #drawColumns(nowMs) {
    const { width, height } = this.#fit();
    const context = this.#canvas.getContext('2d');
    if (!context) return;
    const scaleMs = scaleOf(this.#frames);
    const edge = (/** @type {number} */ column) => Math.round((column * width) / COLUMNS);
    context.clearRect(0, 0, width, height);
    columnsOf(this.#frames, nowMs).forEach((frame, column) => {
      let bottom = height;
      for (const { name, colour } of WATERFALL_PARTS) {
        const partHeight = ((frame?.parts[name] ?? 0) / scaleMs) * height;
        context.fillStyle = colour;
        context.fillRect(edge(column), bottom - partHeight, edge(column + 1) - edge(column), partHeight);
        bottom -= partHeight;
      }
    });
    context.fillStyle = '#e7edf2';
    context.font = `${10 * devicePixelRatio}px system-ui, sans-serif`;
    context.fillText(`${Math.round(scaleMs)} ms`, 6 * devicePixelRatio, 13 * devicePixelRatio);
  }

  /** @param {Record<string, number>} medians */
  #showLegend(medians) {
    for (const { name, colour } of WATERFALL_PARTS) {
      const ms = medians[name];
      const entry = this.#entries.get(name);
      if (ms === undefined) {
        entry?.remove();
        this.#entries.delete(name);
        continue;
      }
      setText(entry ?? this.#addEntry(name, colour), `${labelOf(name, medians)} ${formatMs(ms).replace(' ms', '')}`);
    }
  }

  /** @param {string} name @param {string} colour @returns {HTMLElement} */
  #addEntry(name, colour) {
    const entry = make('span', {});
    entry.style.setProperty('--stage', colour);
    const place = WATERFALL_PARTS.findIndex((part) => part.name === name);
    const next = WATERFALL_PARTS.slice(place + 1).map((part) => this.#entries.get(part.name)).find((later) => later);
    this.#legend.insertBefore(entry, next ?? null);
    this.#entries.set(name, entry);
    return entry;
  }

  /** Gives the canvas the resolution of the screen. @returns {{width: number, height: number}} */
  #fit() {
    const width = Math.round(this.#canvas.clientWidth * devicePixelRatio);
    const height = Math.round(this.#canvas.clientHeight * devicePixelRatio);
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    return { width, height };
  }
}

/** @param {FrameWaterfall} frame @returns {number} server clock, Unix milliseconds */
function paintedAt({ startMs, totalMs }) {
  return startMs + totalMs;
}

/** The slowest frame of each column's time, oldest first. @param {FrameWaterfall[]} frames @param {number} nowMs @returns {(FrameWaterfall | undefined)[]} */
function columnsOf(frames, nowMs) {
  const columns = /** @type {(FrameWaterfall | undefined)[]} */ (new Array(COLUMNS).fill(undefined));
  for (const frame of frames) {
    const column = COLUMNS - 1 - Math.floor(((nowMs - paintedAt(frame)) / SHOWN_MS) * COLUMNS);
    const slowest = columns[column];
    if (column >= 0 && column < COLUMNS && (slowest === undefined || frame.totalMs > slowest.totalMs)) columns[column] = frame;
  }
  return columns;
}

/** @param {FrameWaterfall[]} frames @returns {number} milliseconds */
function scaleOf(frames) {
  const totals = frames.map(({ totalMs }) => totalMs).sort((a, b) => a - b);
  return Math.max(SMALLEST_SCALE_MS, 1.2 * (totals[Math.floor(totals.length * SCALED_SHARE)] ?? 0));
}
