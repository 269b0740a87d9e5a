// @ts-check
import { tokenOfPath } from '../shared/addresses.js';
import { byId, setText, show } from '../shared/dom.js';
import { pollWhileVisible } from '../shared/poll.js';
import { RecordingApi } from './api.js';
import { formatBytes, formatLength } from './format.js';
import { Player } from './player.js';
import { RecordingList } from './recording-list.js';
import { RuleForm } from './rule-form.js';

/** @import { Recording, Status } from './api.js' */

/** Time between two looks at the server, milliseconds. */
const REFRESH_INTERVAL_MS = 2_000;
/** Recordings shown at first, and added by each wish for older ones. */
const PAGE_SIZE = 20;

/** What the state is called, and how it looks. @type {Record<Status['recording']['state'], {text: string, tone: string}>} */
const STATES = {
  recording: { text: 'Recording', tone: 'bad' },
  waiting: { text: 'Waiting', tone: 'warn' },
  buffering: { text: 'Ready to save', tone: 'good' },
  off: { text: 'Not recording', tone: 'none' },
};

const token = tokenOfPath(location.pathname);
const api = new RecordingApi(token);
const notice = byId('notice', HTMLElement);
const record = byId('record', HTMLButtonElement);
const saveLast = byId('save-last', HTMLButtonElement);
const buffer = byId('buffer', HTMLInputElement);
const filter = byId('class-filter', HTMLInputElement);
const player = new Player(refresh);
const ruleForm = new RuleForm((rule) => act(() => api.setRule(rule)));
const list = new RecordingList({ onPlay: play, onDelete: remove });
/** @type {Status | null} */ let status = null;
let limit = PAGE_SIZE;
/** What the last wish met with, until the next one. */
let refusal = '';

setText(byId('stream-name', HTMLElement), decodeURIComponent(token));
byId('live-link', HTMLAnchorElement).href = `/view/${token}`;
record.addEventListener('click', () => act(() => (isRecordingWished() ? api.stop() : api.start())));
saveLast.addEventListener('click', () => act(() => api.saveLast()));
buffer.addEventListener('change', () => act(() => api.setRule({ buffer: buffer.checked })));
filter.addEventListener('change', refresh);
byId('more', HTMLButtonElement).addEventListener('click', () => { limit += PAGE_SIZE; refresh(); });
pollWhileVisible(refresh, REFRESH_INTERVAL_MS);

function isRecordingWished() {
  const state = status?.recording.state;
  return status?.rule.mode === 'on_demand' && (state === 'recording' || state === 'waiting');
}

async function refresh() {
  try {
    status = await api.status();
    const page = await api.list({ offset: 0, limit: Math.min(limit, 200), className: filter.value.trim() });
    list.show(page.recordings, page.total, player.openId);
    showStatus(status);
    ruleForm.refresh(status);
  } catch {
    setText(notice, 'The server cannot be reached. This page keeps trying.');
    show(notice, true);
  }
}

/** @param {Status} now */
function showStatus({ available, reason, recording, rule, buffer_s: bufferS, free_bytes: freeBytes }) {
  const state = byId('state', HTMLElement);
  state.dataset.tone = STATES[recording.state].tone;
  setText(state, STATES[recording.state].text);
  const trouble = recording.alarm ?? reason ?? recording.reason ?? refusal;
  setText(notice, trouble);
  show(notice, trouble !== '');
  record.disabled = !available || rule.mode !== 'on_demand';
  setText(record, isRecordingWished() ? 'Stop recording' : 'Record');
  const isHeld = recording.state === 'buffering' || recording.state === 'recording' || rule.buffer;
  saveLast.disabled = !available || !isHeld;
  setText(saveLast, `Save the last ${bufferS} s`);
  buffer.disabled = !available || rule.mode === 'off';
  buffer.checked = rule.buffer;
  setText(byId('buffer-label', HTMLElement), `Hold the last ${bufferS} s ready`);
  setText(byId('detail', HTMLElement), describe(recording, rule, freeBytes));
}

/** @param {Status['recording']} recording @param {Status['rule']} rule @param {number | null} freeBytes @returns {string} */
function describe(recording, rule, freeBytes) {
  const parts = [];
  if (rule.mode === 'always') parts.push('This stream is always recorded');
  if (rule.mode === 'class') parts.push(`Recorded while it shows ${rule.classes.join(', ')}`);
  if (rule.mode === 'off') parts.push('Recording is turned off for this stream');
  if (recording.since !== null) parts.push(`${formatLength(Date.now() - recording.since)}, ${formatBytes(recording.file_bytes)} so far`);
  if (recording.dropped > 0) parts.push(`${recording.dropped} frames left out since the disk is too slow`);
  if (recording.state === 'waiting' && rule.mode !== 'class') parts.push('begins when the camera sends');
  if (freeBytes !== null) parts.push(`${formatBytes(freeBytes)} free`);
  return parts.join(' · ');
}

/** @param {Recording} recording */
async function play(recording) {
  await player.open(recording);
  await refresh();
}

/** @param {Recording} recording */
async function remove(recording) {
  if (!window.confirm('Delete this recording? It cannot be brought back.')) return;
  if (player.openId === recording.recording_id) player.close();
  await act(() => api.remove(recording.recording_id));
}

/** Does what a person asked for, and says why it was refused. @param {() => Promise<unknown>} wish */
async function act(wish) {
  refusal = '';
  try {
    await wish();
  } catch (error) {
    refusal = error instanceof Error ? error.message : String(error);
  }
  await refresh();
}
