// @ts-check
import { tokenOfPath } from '../shared/addresses.js';
import { fetchController } from '../shared/api.js';
import { byId, make, setText, show } from '../shared/dom.js';
import { formatMs, formatPercent } from '../shared/format.js';
import { pollWhileVisible } from '../shared/poll.js';
import { StepChart } from './step-chart.js';
import { formatAgo, formatPoint } from './texts.js';

/** @import { ControllerReport } from '../shared/api.js' */

/** Time between two questions, milliseconds: the controller decides twice a second. */
const INTERVAL_MS = 1_000;
/** What the charts show at least and at most, milliseconds. */
const LEAST_SPAN_MS = 60_000;
const MOST_SPAN_MS = 600_000;
/** Changes listed. */
const LISTED = 20;

const token = tokenOfPath(location.pathname);
const state = byId('state', HTMLElement);
const place = byId('charts', HTMLElement);
const charts = [
  new StepChart(place, 'Inference size', { low: 320, high: 640 }, (change) => change.inference_size, (value) => `${value} px`),
  new StepChart(place, 'Frames asked for', { low: 0, high: 60 }, (change) => change.target_fps, (value) => `${value} fps`),
  new StepChart(place, 'JPEG quality', { low: 0, high: 1 }, (change) => change.jpeg_quality, formatPercent),
  new StepChart(place, 'Longest side', { low: 0, high: 1920 }, (change) => change.max_long_side_px, (value) => `${value} px`),
  new StepChart(place, 'Confidence, at least', { low: 0.15, high: 0.5 }, (change) => change.confidence_threshold, formatPercent),
];

const name = decodeURIComponent(token);
document.title = `Controller of ${name} · RealtimeDetect`;
setText(byId('title', HTMLElement), `Controller of ${name}`);
byId('viewer-link', HTMLAnchorElement).href = `/view/${token}`;
pollWhileVisible(refresh, INTERVAL_MS);

async function refresh() {
  try {
    showReport(await fetchController(token));
  } catch {
    state.dataset.tone = 'bad';
    setText(state, 'Server unreachable');
  }
}

/** @param {ControllerReport} report */
function showReport(report) {
  state.dataset.tone = report.camera_connected ? 'good' : 'warn';
  setText(state, report.camera_connected ? 'Live' : 'No camera');
  showNow(report);
  showCharts(report);
  showAlternatives(report);
  showCosts(report);
  showChanges(report);
}

/** @param {ControllerReport} report */
function showNow({ point, controller }) {
  setText(byId('size', HTMLElement), `${point.inference_size} px`);
  setText(byId('fps', HTMLElement), `${point.target_fps} fps`);
  setText(byId('quality', HTMLElement), formatPercent(controller.jpeg_quality));
  setText(byId('side', HTMLElement), `${controller.max_long_side_px} px`);
  setText(byId('confidence', HTMLElement), formatPercent(point.confidence_threshold));
  setText(byId('cause', HTMLElement), controller.cause);
  setText(byId('next', HTMLElement), `Next: ${controller.next}`);
  show(byId('next', HTMLElement), controller.next !== '');
}

/** @param {ControllerReport} report */
function showCharts({ now, changes }) {
  const first = changes[0]?.at ?? now;
  const spanMs = Math.min(MOST_SPAN_MS, Math.max(LEAST_SPAN_MS, now - first));
  for (const chart of charts) chart.draw(changes, { from: now - spanMs, to: now }, formatAgo(spanMs));
}

/** @param {ControllerReport} report */
function showAlternatives({ controller: { alternatives } }) {
  fill('alternatives', 'no-alternatives', alternatives.map((weighed) => make('tr', {},
    make('td', { class: 'text' }, formatPoint(weighed)), make('td', {}, formatPercent(weighed.utility)),
    make('td', {}, formatMs(weighed.delay_ms)), make('td', { class: 'text' }, weighed.verdict))));
}

/** @param {ControllerReport} report */
function showCosts({ costs, point }) {
  fill('costs', 'no-costs', costs.map((cost) => make('tr', cost.inference_size === point.inference_size ? { 'aria-current': 'true' } : {},
    make('td', {}, `${cost.inference_size} px`), make('td', {}, formatMs(cost.inference_ms)), make('td', {}, formatMs(cost.other_ms)),
    make('td', {}, `${Math.round(1000 / (cost.inference_ms + cost.other_ms))} fps`), make('td', {}, cost.measured ? 'its own frames' : 'other sizes'))));
}

/** @param {ControllerReport} report */
function showChanges({ now, changes }) {
  byId('changes', HTMLElement).replaceChildren(...changes.slice(-LISTED).reverse().map((change) => make('li', {},
    make('time', { datetime: new Date(change.at).toISOString() }, formatAgo(now - change.at)), make('span', {}, change.cause))));
}

/** @param {string} table @param {string} empty what is shown without rows @param {HTMLTableRowElement[]} rows */
function fill(table, empty, rows) {
  const element = byId(table, HTMLTableElement);
  element.tBodies[0]?.replaceChildren(...rows);
  show(element, rows.length > 0);
  show(byId(empty, HTMLElement), rows.length === 0);
}
