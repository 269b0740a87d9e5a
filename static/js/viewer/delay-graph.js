// @ts-check
/** Values kept: a minute at two a second. */
const VALUES_KEPT = 120;
/** The scale never shows less than this, milliseconds, so that a few milliseconds do not look like a mountain. */
const SMALLEST_SCALE_MS = 50;

/** A line of the delay over the last minute. */
export class DelayGraph {
  /** @type {HTMLCanvasElement} */ #canvas;
  /** @type {(number | null)[]} */ #values = [];

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.#canvas = canvas;
  }

  /** @param {number | null} valueMs null leaves a gap */
  add(valueMs) {
    this.#values.push(valueMs);
    if (this.#values.length > VALUES_KEPT) this.#values.shift();
  }

  draw() {
    const { width, height } = this.#fit();
    const context = this.#canvas.getContext('2d');
    if (!context) return;
    const largest = Math.max(SMALLEST_SCALE_MS, ...this.#values.map((value) => value ?? 0)) * 1.15;
    const x = (/** @type {number} */ index) => ((index + VALUES_KEPT - this.#values.length) * width) / (VALUES_KEPT - 1);
    const y = (/** @type {number} */ value) => height - (value / largest) * height;
    context.clearRect(0, 0, width, height);
    context.beginPath();
    let pen = false;
    this.#values.forEach((value, index) => {
      if (value !== null) pen ? context.lineTo(x(index), y(value)) : context.moveTo(x(index), y(value));
      pen = value !== null;
    });
    context.strokeStyle = '#2dd4bf';
    context.lineWidth = 1.5 * devicePixelRatio;
    context.lineJoin = 'round';
    context.stroke();
    context.fillStyle = '#a5b2be';
    context.font = `${10 * devicePixelRatio}px system-ui, sans-serif`;
    context.fillText(`${Math.round(largest)} ms`, 6 * devicePixelRatio, 13 * devicePixelRatio);
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
