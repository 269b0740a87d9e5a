// @ts-check
import { fetchServer, fetchStreams } from '../shared/api.js';
import { byId, setText, show } from '../shared/dom.js';
import { formatBitRate, formatCount } from '../shared/format.js';
import { pollWhileVisible } from '../shared/poll.js';
import { readSetting, writeSetting } from '../shared/settings.js';
import { WallTile } from './tile.js';
import { rateFor, tokensOf } from './wishes.js';

/** Time between two looks at the state of things, milliseconds. */
const REFRESH_INTERVAL_MS = 500;
/** Time between two `performance_stats`, milliseconds. */
const REPORT_INTERVAL_MS = 1_000;
/** Time between two questions for the streams, milliseconds. */
const STREAMS_INTERVAL_MS = 3_000;
/** A page hidden for this long gives its streams up, milliseconds: a short look elsewhere does not. */
const HIDDEN_LIMIT_MS = 5_000;
/** A tile this far outside the window counts as seen, so that it has a picture when it is scrolled in. */
const MARGIN = '120px';

const wall = byId('wall', HTMLElement);
const maxFps = byId('max-fps', HTMLSelectElement);
/** @type {Map<Element, WallTile>} */ const tiles = new Map();
/** @type {Set<WallTile>} */ const seen = new Set();
/** Tokens of the streams that have a camera. @type {Set<string>} */ const withCamera = new Set();
const observer = new IntersectionObserver(onSeen, { rootMargin: MARGIN });
let isGivenUp = false;
let hiddenTimer = 0;

const kept = readSetting('wall-max-fps', maxFps.value);
if (Array.from(maxFps.options).some((option) => option.value === kept)) maxFps.value = kept;
maxFps.addEventListener('change', () => {
  writeSetting('wall-max-fps', maxFps.value);
  ask();
});
document.addEventListener('visibilitychange', followVisibility);
new ResizeObserver(ask).observe(wall);
window.setInterval(refresh, REFRESH_INTERVAL_MS);
window.setInterval(() => seen.forEach((tile) => tile.report()), REPORT_INTERVAL_MS);
pollWhileVisible(askServer, STREAMS_INTERVAL_MS);
build(tokensOf(location.search) ?? await liveTokens());
fetchServer().then((server) => tiles.forEach((tile) => { tile.maxAgeMs = server.max_frame_age_ms; }), () => {});

/** @returns {Promise<string[]>} */
async function liveTokens() {
  const streams = await fetchStreams().catch(() => []);
  return streams.map(({ token }) => token);
}

/** @param {string[]} tokens */
function build(tokens) {
  for (const token of tokens) {
    const tile = new WallTile(token);
    tiles.set(tile.element, tile);
    wall.append(tile.element);
    observer.observe(tile.element);
  }
  wall.dataset.count = String(tokens.length);
  show(byId('empty', HTMLElement), tokens.length === 0);
}

/** @param {IntersectionObserverEntry[]} entries */
function onSeen(entries) {
  for (const { target, isIntersecting } of entries) {
    const tile = tiles.get(target);
    if (!tile) continue;
    if (isIntersecting) seen.add(tile);
    else seen.delete(tile);
    tile.watch(isIntersecting && !isGivenUp);
  }
  ask();
}

function ask() {
  for (const tile of seen) tile.ask(rateFor(Number(maxFps.value), seen.size));
}

function refresh() {
  let bytesPerSecond = 0;
  for (const tile of tiles.values()) {
    tile.refresh(withCamera.has(tile.element.dataset['token'] ?? ''));
    bytesPerSecond += tile.rates.bytesPerSecond;
  }
  setText(byId('total', HTMLElement), `${formatCount(tiles.size, 'stream')}, ${formatBitRate(bytesPerSecond)}`);
}

async function askServer() {
  const streams = await fetchStreams().catch(() => []);
  withCamera.clear();
  for (const stream of streams) if (stream.camera_connected) withCamera.add(stream.token);
}

function followVisibility() {
  window.clearTimeout(hiddenTimer);
  if (document.hidden) hiddenTimer = window.setTimeout(() => giveUp(true), HIDDEN_LIMIT_MS);
  else giveUp(false);
}

/** @param {boolean} given */
function giveUp(given) {
  isGivenUp = given;
  for (const tile of seen) tile.watch(!given);
}
