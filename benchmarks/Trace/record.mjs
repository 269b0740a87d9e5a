// Records a trace of a live stream: one JSON line for each frame, as the viewer page saves it, from a terminal.
//   node benchmarks/Trace/record.mjs --server http://127.0.0.1:8080 --token demo --seconds 10 --out trace.jsonl
// Needs tests/browser/node_modules.
import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import WebSocket from '../../tests/browser/node_modules/ws/wrapper.mjs';
import { ClockFilter } from '../../static/js/shared/clock.js';
import { clockMs } from '../../static/js/shared/page-clock.js';
import { parseServerMessage } from '../../static/js/shared/protocol.js';
import { measureWaterfall } from '../../static/js/shared/waterfall.js';
import { FramePairing } from '../../static/js/viewer/pairing.js';
import { traceLine } from '../../static/js/viewer/trace.js';

const { values } = parseArgs({
  options: {
    server: { type: 'string', default: 'http://127.0.0.1:8080' }, token: { type: 'string', default: 'demo' },
    seconds: { type: 'string', default: '10' }, out: { type: 'string', default: 'trace.jsonl' },
  },
});

/** Frames are recorded once the clock has been asked this often. */
const FIRST_PINGS = 5;
/** Time between the first pings, and between later ones, milliseconds. */
const FIRST_PING_MS = 100, PING_MS = 2_000;

const socket = new WebSocket(`${values.server.replace(/^http/, 'ws')}/ws/view/${values.token}`);
const clock = new ClockFilter();
const pairing = new FramePairing();
const file = createWriteStream(values.out);
let pings = 0;
let frames = 0;

function ping() {
  if (socket.readyState !== WebSocket.OPEN) return;
  socket.send(JSON.stringify({ type: 'clock_ping', t0: clockMs() }));
  setTimeout(ping, ++pings < FIRST_PINGS ? FIRST_PING_MS : PING_MS);
}

/** A terminal neither decodes nor paints: a frame ends with its arrival. */
function record({ metadata, picture }, receivedAtMs) {
  const estimate = clock.estimate(receivedAtMs);
  const waterfall = measureWaterfall(metadata, { receivedAtMs, decodedAtMs: receivedAtMs, paintedAtMs: receivedAtMs }, estimate?.offsetMs ?? null);
  if (!waterfall || pings < FIRST_PINGS) return;
  const { viewer_decode: _, paint: __, ...parts } = waterfall.parts;
  file.write(`${JSON.stringify(traceLine(metadata, { ...waterfall, parts }, estimate, picture.byteLength))}\n`);
  frames++;
}

socket.binaryType = 'arraybuffer';
socket.onopen = () => {
  ping();
  setTimeout(() => socket.close(), FIRST_PINGS * FIRST_PING_MS + Number(values.seconds) * 1000);
};
socket.onmessage = ({ data }) => {
  const nowMs = clockMs();
  if (typeof data !== 'string') {
    const pair = pairing.onBinary(data);
    if (pair) record(pair, nowMs);
    return;
  }
  const message = parseServerMessage(data);
  if (message?.type === 'frame_metadata') pairing.onMetadata(message);
  else if (message?.type === 'clock_pong') clock.add(message.t0, message.t1, message.t2, nowMs);
};
socket.onerror = ({ message }) => {
  console.error(message ?? 'the connection failed');
  process.exitCode = 1;
};
socket.onclose = () => file.end(() => console.log(`${frames} frames in ${values.out}`));
