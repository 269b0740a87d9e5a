// @ts-check
import { fetchServer, fetchStats } from '../shared/api.js';
import { socketAddress, tokenOfPath } from '../shared/addresses.js';
import { byId, saveText, setText, show } from '../shared/dom.js';
import { describeLink } from '../shared/link-text.js';
import { clockMs } from '../shared/page-clock.js';
import { pollWhileVisible } from '../shared/poll.js';
import { SlidingSum } from '../shared/rates.js';
import { readSetting, writeSetting } from '../shared/settings.js';
import { CodecChoice, h264Fault } from './codec-choice.js';
import { ViewerFeedback, paintBefore } from './feedback.js';
import { setUpFullscreen } from './fullscreen.js';
import { FrameJournal, paintTimes } from './journal.js';
import { createRenderer } from './renderer.js';
import { StatsPanel } from './stats-panel.js';
import { ViewerSocket } from './viewer-socket.js';
import { WaitingScreen } from './waiting.js';

/** @import { CodecAnswer, Overlay, ServerError } from '../shared/protocol.js' */
/** @import { LinkState } from '../shared/reconnecting-socket.js' */
/** @import { FramePair } from './pairing.js' */
/** @import { NotPainted, Painted } from './painter.js' */

/** Time between two `performance_stats`, milliseconds: the server decides twice a second and should see a link that falls at once. */
const REPORT_INTERVAL_MS = 250;
/** Time between two looks at the state of things, milliseconds. */
const REFRESH_INTERVAL_MS = 500;
/** Time between two questions for the server's statistics, milliseconds. */
const STATS_INTERVAL_MS = 2_000;
/** A page hidden for this long gives its stream up, milliseconds: a short look elsewhere does not. */
const HIDDEN_LIMIT_MS = 5_000;
/** How long an error of the server stays on screen, milliseconds. */
const TOAST_MS = 5_000;

const token = tokenOfPath(location.pathname);
byId('controller-link', HTMLAnchorElement).href = `/controller/${token}`;
const isNarrow = window.matchMedia('(max-width: 640px)').matches;
const feedback = new ViewerFeedback();
const journal = new FrameJournal();
const bytes = new SlidingSum();
const panel = new StatsPanel(readSetting('statistics', isNarrow ? 'closed' : 'open') === 'open', (open) => writeSetting('statistics', open ? 'open' : 'closed'));
const waiting = new WaitingScreen(`/camera/${token}`);
const canvas = byId('picture', HTMLCanvasElement);
const renderer = createRenderer(canvas, onPaintEvent);
const overlay = byId('overlay', HTMLSelectElement);
const maxFps = byId('max-fps', HTMLSelectElement);
const codecSelect = byId('codec', HTMLSelectElement);
const codec = new CodecChoice(location.hostname);
/** @type {LinkState} */ let link = { kind: 'connecting' };
let cameraConnected = false;
let queueSize = 0;
/** Age at which a frame is no longer shown, milliseconds: the server's own limit, once it has said it. */
let maxAgeMs = 500;
let size = { width: 0, height: 0 };
let toastTimer = 0;
let hiddenTimer = 0;

const socket = new ViewerSocket(socketAddress(location, `/ws/view/${token}?acks=1&smaller=1`), { onFrame, onError, onCodec, onState });

setUpFullscreen();
for (const output of document.querySelectorAll('a[data-output]')) output.setAttribute('href', `/view/${token}/${output.getAttribute('data-output')}`);
byId('recordings', HTMLAnchorElement).href = `/recordings/${token}`;
setUpChoice(overlay, 'overlay');
setUpChoice(maxFps, 'max-fps');
setUpChoice(codecSelect, 'codec');
codec.choose(codecSelect.value);
subscribe();
document.addEventListener('visibilitychange', followVisibility);
byId('save-trace', HTMLButtonElement).addEventListener('click', saveTrace);
new ResizeObserver(() => renderer.resize(canvas.clientWidth * devicePixelRatio, canvas.clientHeight * devicePixelRatio)).observe(canvas);
window.setInterval(refresh, REFRESH_INTERVAL_MS);
window.setInterval(() => { if (!document.hidden) socket.report(feedback.report(clockMs(), queueSize)); }, REPORT_INTERVAL_MS);
pollWhileVisible(askServer, STATS_INTERVAL_MS);
socket.start();
fetchServer().then((server) => { maxAgeMs = server.max_frame_age_ms; }, () => {});
document.documentElement.dataset.renderer = renderer.place;
h264Fault().then((fault) => {
  codec.browserSaid(fault);
  subscribe();
});

/** @param {FramePair} pair */
function onFrame(pair) {
  const { metadata, picture } = pair;
  const nowMs = clockMs();
  feedback.received(pair, socket.clockOffsetMs);
  journal.received(metadata, nowMs, picture.byteLength);
  bytes.add(nowMs, picture.byteLength);
  const paintBeforeMs = paintBefore(metadata, socket.clockOffsetMs, maxAgeMs);
  const boxes = overlay.value === 'data' && !metadata.unit ? metadata.detections : null;
  renderer.offer({ frameNumber: metadata.frameNumber, picture, unit: metadata.unit ?? null, paintBeforeMs, boxes });
}

/**
 * Every frame ends in one of these, and is then acked, shown or not: the server waits for the ack, and learns from it how slow the way
 * here is. A replaced frame is not: the one that took its place settles it too.
 * @param {Painted | NotPainted} event
 */
function onPaintEvent(event) {
  switch (event.kind) {
    case 'painted':
      showWaterfall(event);
      feedback.painted(event.frameNumber, event.paintedAtMs, socket.clockOffsetMs);
      queueSize = event.waiting;
      size = event;
      document.documentElement.dataset.codec = event.codec;
      waiting.painted();
      break;
    case 'replaced':
      feedback.counts.replaced++;
      break;
    case 'stale':
      socket.ack(event.frameNumber);
      feedback.counts.stale++;
      break;
    case 'undecodable':
      socket.ack(event.frameNumber);
      feedback.counts.undecodable++;
      break;
    case 'needs-key':
      if (codec.faulted(clockMs())) socket.renewCodec();
      else subscribe();
      break;
  }
}

/** Every painted frame is acked with what only this page knows of its time. @param {Painted} event */
function showWaterfall(event) {
  const waterfall = journal.painted(event, socket.clock);
  socket.ack(event.frameNumber, paintTimes(waterfall));
  if (waterfall) panel.waterfall.add(waterfall);
}

/** @param {ServerError} error */
function onError(error) {
  const toast = byId('toast', HTMLElement);
  setText(toast, error.message || error.code);
  show(toast, true);
  window.clearTimeout(toastTimer);
  toastTimer = window.setTimeout(() => show(toast, false), TOAST_MS);
}

/** @param {CodecAnswer} answer */
function onCodec(answer) {
  codec.serverSaid(answer);
  refresh();
}

/** @param {LinkState} state */
function onState(state) {
  link = state;
  if (state.kind === 'open') {
    feedback.reset();
    journal.reset();
    renderer.restart();
    codec.reconnected();
  }
  refresh();
}

function refresh() {
  const pill = byId('link-state', HTMLElement);
  const { tone, text } = describeLink(link, Date.now());
  const isLive = link.kind === 'open' && feedback.summary(clockMs()).fps > 0;
  pill.dataset.tone = tone;
  setText(pill, isLive ? 'Live' : text);
  waiting.refresh(link, cameraConnected);
  panel.refresh(feedback, socket, size);
  panel.showCodec(document.documentElement.dataset.codec, codec.note, bytes.perSecond(clockMs()));
}

async function askServer() {
  const stats = await fetchStats(token).catch(() => null);
  cameraConnected = stats?.camera_connected ?? false;
  panel.showServer(stats);
}

function subscribe() {
  socket.subscribe(/** @type {Overlay} */ (overlay.value), Number(maxFps.value), codec.wanted);
  refresh();
}

/** @param {HTMLSelectElement} select @param {string} name */
function setUpChoice(select, name) {
  const kept = readSetting(name, '');
  if (Array.from(select.options).some((option) => option.value === kept)) select.value = kept;
  select.addEventListener('change', () => {
    writeSetting(name, select.value);
    codec.choose(codecSelect.value);
    subscribe();
  });
}

function saveTrace() {
  const time = new Date().toISOString().replaceAll(':', '-').slice(0, 19);
  saveText(`trace-${token}-${time}.jsonl`, 'application/x-ndjson', journal.trace.toText());
}

function followVisibility() {
  window.clearTimeout(hiddenTimer);
  if (document.hidden) hiddenTimer = window.setTimeout(() => socket.stop(), HIDDEN_LIMIT_MS);
  else socket.start();
}
