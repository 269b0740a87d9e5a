// @ts-check
import { make, setText } from '../shared/dom.js';

/** @import { PointChange } from '../shared/api.js' */

const SVG = 'http://www.w3.org/2000/svg';
/** The picture's own units; it is stretched to its place. */
const WIDTH = 600;
const HEIGHT = 92;
/** Room above and below the line, in the same units. */
const MARGIN = 8;

/**
 * The steps of a setting as a path: each value holds until the next one's time.
 * @param {{at: number, value: number}[]} steps oldest first
 * @param {{from: number, to: number}} time milliseconds
 * @param {{low: number, high: number}} scale
 * @returns {string} empty where there is no step
 */
export function stepPath(steps, { from, to }, { low, high }) {
  const x = (/** @type {number} */ at) => round((WIDTH * (Math.max(at, from) - from)) / Math.max(1, to - from));
  const y = (/** @type {number} */ value) => round(HEIGHT - MARGIN - ((HEIGHT - 2 * MARGIN) * (value - low)) / (high - low));
  const path = steps.map(({ at, value }, index) => (index === 0 ? `M${x(at)},${y(value)}` : `H${x(at)}V${y(value)}`));
  return path.length === 0 ? '' : `${path.join('')}H${WIDTH}`;
}

/** The course of one setting. */
export class StepChart {
  #path = document.createElementNS(SVG, 'path');
  #value = make('strong', {});
  #since = make('span', {});
  #read;
  #scale;
  #format;

  /**
   * @param {HTMLElement} place
   * @param {string} name
   * @param {{low: number, high: number}} scale
   * @param {(change: PointChange) => number} read
   * @param {(value: number) => string} format
   */
  constructor(place, name, scale, read, format) {
    this.#read = read;
    this.#scale = scale;
    this.#format = format;
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', `${name} over time`);
    svg.append(this.#path);
    place.append(make('figure', { class: 'chart' },
      make('figcaption', {}, make('span', {}, `${name}, ${format(scale.low)} to ${format(scale.high)}`), this.#value), svg,
      make('div', { class: 'ends' }, this.#since, make('span', {}, 'now'))));
  }

  /** @param {PointChange[]} changes oldest first @param {{from: number, to: number}} time @param {string} since */
  draw(changes, time, since) {
    const steps = changes.map((change) => ({ at: change.at, value: this.#read(change) }));
    this.#path.setAttribute('d', stepPath(steps, time, this.#scale));
    const last = steps.at(-1);
    setText(this.#value, last ? this.#format(last.value) : '');
    setText(this.#since, since);
  }
}

/** @param {number} value @returns {number} to a tenth */
function round(value) {
  return Math.round(value * 10) / 10;
}
