// Draws a trace, from the viewer page or from record.mjs, as SVG: each frame's time from capture to paint, part stacked on part.
//   node benchmarks/Trace/plot.mjs trace.jsonl trace.svg
import { readFile, writeFile } from 'node:fs/promises';
import { WATERFALL_PARTS, labelOf, mediansOf } from '../../static/js/shared/waterfall.js';

const WIDTH = 1200, HEIGHT = 420, LEFT = 56, BOTTOM = 34, TOP = 16, LEGEND = 250;
/** The scale ends above this share of the frames; what is slower is cut off. */
const SCALED_SHARE = 0.995;
/** Distances of grid lines tried in turn, milliseconds and seconds. */
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
/** Most grid lines along a side. */
const LINES = 10;

const [, , input, output] = process.argv;
if (!input || !output) {
  console.error('usage: node benchmarks/Trace/plot.mjs trace.jsonl trace.svg');
  process.exit(2);
}
const frames = (await readFile(input, 'utf8')).split('\n').filter(Boolean).map((line) => JSON.parse(line));
if (frames.length === 0) {
  console.error(`${input} holds no frame`);
  process.exit(1);
}
const totals = frames.map(({ total_ms }) => total_ms).sort((a, b) => a - b);
const scaleMs = 1.1 * totals[Math.floor((totals.length - 1) * SCALED_SHARE)];
const first = frames[0].start_at;
const spanMs = Math.max(1, frames.at(-1).start_at - first);
const x = (atMs) => LEFT + ((atMs - first) / spanMs) * (WIDTH - LEFT);
const y = (ms) => TOP + HEIGHT - Math.min(1, ms / scaleMs) * HEIGHT;
const medians = mediansOf(frames.map(({ parts_ms }) => ({ parts: parts_ms })));

/** A part's area: its upper edge along the frames, and its lower one back. */
function area({ name, colour }, place) {
  const below = WATERFALL_PARTS.slice(0, place);
  const base = (frame) => below.reduce((sum, part) => sum + (frame.parts_ms[part.name] ?? 0), 0);
  const point = (frame, ms) => `${x(frame.start_at).toFixed(1)},${y(ms).toFixed(1)}`;
  const upper = frames.map((frame) => point(frame, base(frame) + (frame.parts_ms[name] ?? 0)));
  const lower = frames.map((frame) => point(frame, base(frame))).reverse();
  return medians[name] === undefined ? '' : `<polygon fill="${colour}" points="${[...upper, ...lower].join(' ')}"/>`;
}

/** Grid lines of a side that is `length` long in its unit. */
function ticks(length) {
  const step = STEPS.find((candidate) => length / candidate <= LINES) ?? STEPS.at(-1);
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step);
}

const text = (px, py, content, anchor = 'start') => `<text x="${px}" y="${py}" text-anchor="${anchor}">${content}</text>`;
const grid = ticks(scaleMs).map((ms) => `<path d="M${LEFT} ${y(ms)}H${WIDTH}"/>${text(LEFT - 8, y(ms) + 4, `${ms} ms`, 'end')}`);
const times = ticks(spanMs / 1000).map((seconds) => text(x(first + seconds * 1000), TOP + HEIGHT + 20, `${seconds} s`, 'middle'));
const present = WATERFALL_PARTS.filter(({ name }) => medians[name] !== undefined).reverse();
const legend = present.map(({ name, colour }, index) => `<rect x="${WIDTH + 24}" y="${TOP + 12 + index * 24}" width="12" height="12" rx="2" fill="${colour}"/>`
  + text(WIDTH + 44, TOP + 22 + index * 24, `${labelOf(name, medians)} ${medians[name].toFixed(1)}`));
const summary = text(WIDTH + 24, TOP + 40 + present.length * 24, `${frames.length} frames, median ${totals[Math.floor((totals.length - 1) / 2)].toFixed(1)} ms`);
await writeFile(output, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH + LEGEND} ${TOP + HEIGHT + BOTTOM}" font-family="system-ui, sans-serif" font-size="13" fill="#334155">
<rect width="100%" height="100%" fill="#ffffff"/>
${WATERFALL_PARTS.map(area).join('\n')}
<g stroke="#94a3b8" stroke-opacity="0.35" stroke-width="1">${grid.join('\n').replaceAll('<text', '<text stroke="none"')}</g>
${[...times, ...legend, summary].join('\n')}
</svg>
`);
