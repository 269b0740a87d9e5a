// @ts-check
import { fetchServer } from '../shared/api.js';
import { secureAddress, socketAddress, tokenOfPath } from '../shared/addresses.js';
import { byId } from '../shared/dom.js';
import { WakeLock } from '../shared/wake-lock.js';
import { CameraKeeper } from './camera-keeper.js';
import { CameraSocket } from './camera-socket.js';
import { CaptureLoop } from './capture-loop.js';
import { isCameraReachable } from './device.js';
import { FormatChoice, h264EncodeFault } from './format-choice.js';
import { CameraForm } from './form.js';
import { SendingPanel } from './sending-panel.js';
import { sessionId } from './session.js';
import { CameraStage } from './stage.js';

/** Code of the server's error that means: send JPEG. */
const H264_UNAVAILABLE = 'h264_unavailable';

const token = tokenOfPath(location.pathname);
const panel = new SendingPanel();
const stage = new CameraStage();
const format = new FormatChoice();
const form = new CameraForm(() => { if (stage.isLive) openChosen(); }, chooseFormat);
const wakeLock = new WakeLock();

const socket = new CameraSocket(socketAddress(location, `/ws/camera/${token}?session=${await sessionId(token)}`), {
  onConfig: (config) => {
    panel.showConfig(config);
    capture.pump();
  },
  onAck: (ack, roundTripMs) => {
    panel.countAck(ack.outcome, roundTripMs);
    capture.pump();
  },
  onError: (error) => {
    if (error.code === H264_UNAVAILABLE) format.faulted(error.message);
    else panel.showError(error);
  },
  onKeyRequest: () => capture.requestKey(),
  onState: (state) => {
    // The server behind a new connection knows nothing of the one before.
    if (state.kind === 'open') capture.requestKey();
    panel.showLink(state);
  },
});
const capture = new CaptureLoop(stage.video, socket, format, (frame) => panel.countSent(frame));
const keeper = new CameraKeeper(() => capture.silenceMs, {
  onStream: (stream) => started(stream),
  onProblem: (problem) => stage.showProblem(problem, null),
});

byId('viewer-link', HTMLAnchorElement).href = `/view/${token}`;
byId('start', HTMLButtonElement).addEventListener('click', start);
byId('retry', HTMLButtonElement).addEventListener('click', start);
byId('stop', HTMLButtonElement).addEventListener('click', stop);
byId('flip', HTMLButtonElement).addEventListener('click', () => form.flip());
window.setInterval(() => {
  panel.refresh(socket.clock);
  panel.showFormatNote(format.note);
}, 500);
h264EncodeFault(capture.place).then((fault) => format.browserSaid(fault));
chooseFormat(form.format);
stage.showReady();
if (!isCameraReachable()) await explainInsecure();

/** @param {string} chosen */
async function chooseFormat(chosen) {
  format.choose(chosen);
  if (format.asks) await fetchServer().then((server) => format.serverSaid(server.h264_input)).catch(() => {});
  panel.showFormatNote(format.note);
}

function start() {
  stage.showStarting();
  socket.start();
  openChosen();
}

function openChosen() {
  capture.stop();
  return keeper.open(form.choice);
}

/** @param {MediaStream} stream */
async function started(stream) {
  await stage.showStream(stream);
  capture.start();
  wakeLock.set(true);
  await form.showCameras(stream);
}

function stop() {
  capture.stop();
  keeper.close();
  socket.stop();
  wakeLock.set(false);
  panel.stopped();
  stage.showIntro();
}

/** The browser gives no camera to this page: say why, and where it does. */
async function explainInsecure() {
  const server = await fetchServer().catch(() => null);
  const address = secureAddress(server, location.pathname);
  const steps = address
    ? ['Open the secure address below on this device.', 'The first time, the browser does not know this server yet: the set-up page leads through it.']
    : ['Ask whoever runs this server to start it with --https.', 'On the server itself, http://localhost works without it.'];
  stage.showProblem({
    title: 'The camera needs a secure address',
    text: `Browsers give the camera only to pages opened over HTTPS (or on the device itself), and this page was opened over ${location.protocol === 'https:' ? 'a connection that the browser does not trust' : 'plain HTTP'}.`,
    steps,
    retries: false,
  }, { address, help: true });
}
