// @ts-check
import { socketAddress } from '../shared/addresses.js';
import { make, setText, show } from '../shared/dom.js';
import { formatBitRate, formatFps, formatMs } from '../shared/format.js';
import { describeLink } from '../shared/link-text.js';
import { SlidingSum } from '../shared/rates.js';
import { ViewerFeedback, paintBefore } from '../viewer/feedback.js';
import { createRenderer } from '../viewer/renderer.js';
import { ViewerSocket } from '../viewer/viewer-socket.js';
import { waitingText } from '../viewer/waiting.js';
import { longSideFor } from './wishes.js';

/** @import { LinkState } from '../shared/reconnecting-socket.js' */
/** @import { FramePair } from '../viewer/pairing.js' */
/** @import { NotPainted, Painted } from '../viewer/painter.js' */

/** Without a picture for this long a tile says what it waits for, milliseconds. */
const SILENT_AFTER_MS = 2_500;

/** One stream on the wall: a viewer with a canvas and a worker of its own, that watches only while it can be seen. */
export class WallTile {
  element;
  #canvas;
  #pill = make('span', { class: 'pill' });
  #note = make('p', { class: 'note small' });
  #facts = make('span', {});
  #feedback = new ViewerFeedback();
  #bytes = new SlidingSum();
  #renderer;
  #socket;
  /** @type {LinkState} */ #link = { kind: 'stopped' };
  #asked = { fps: 0, longSidePx: 0 };
  #queueSize = 0;
  #lastPaintMs = -Infinity;
  /** Age at which a frame is no longer shown, milliseconds. */ maxAgeMs = 500;

  /** @param {string} token */
  constructor(token) {
    this.#canvas = make('canvas', { width: '16', height: '9', role: 'img', 'aria-label': `Live picture of ${token} with detections` });
    this.element = make('article', { class: 'tile empty', 'data-token': token },
      this.#canvas,
      make('header', {}, make('h2', {}, make('a', { href: `/view/${token}`, title: `Full view of ${token}` }, token)), this.#pill),
      this.#note,
      make('footer', {}, this.#facts));
    this.#renderer = createRenderer(this.#canvas, (event) => this.#onPaintEvent(event));
    this.#socket = new ViewerSocket(socketAddress(location, `/ws/view/${token}?acks=1&smaller=1`), {
      onFrame: (pair) => this.#onFrame(pair),
      onError: () => {},
      onCodec: () => {},
      onState: (state) => this.#onState(state),
    });
  }

  /** What it gets now. @returns {{fps: number, bytesPerSecond: number}} */
  get rates() {
    return { fps: this.#feedback.summary(Date.now()).fps, bytesPerSecond: this.#bytes.perSecond(Date.now()) };
  }

  /** Begins or gives the stream up. @param {boolean} wanted */
  watch(wanted) {
    if (wanted) this.#socket.start();
    else this.#socket.stop();
  }

  /** Asks for frames in a size that suits its place on screen. @param {number} fps frames a second */
  ask(fps) {
    const longSidePx = longSideFor(this.#canvas.clientWidth * devicePixelRatio);
    if (fps === this.#asked.fps && longSidePx === this.#asked.longSidePx) return;
    this.#asked = { fps, longSidePx };
    this.#socket.subscribe('burned', fps, 'jpeg', longSidePx);
  }

  /** Tells the server how it goes. */
  report() {
    if (this.#link.kind === 'open') this.#socket.report(this.#feedback.report(Date.now(), this.#queueSize));
  }

  /** @param {boolean} cameraConnected */
  refresh(cameraConnected) {
    const { tone, text } = describeLink(this.#link, Date.now());
    const isLive = this.#link.kind === 'open' && performance.now() - this.#lastPaintMs < SILENT_AFTER_MS;
    const hadPicture = this.#lastPaintMs > 0;
    this.#pill.dataset.tone = isLive || this.#link.kind !== 'open' ? tone : 'warn';
    setText(this.#pill, isLive ? 'Live' : this.#link.kind === 'open' ? 'Waiting' : text);
    setText(this.#note, waitingText(this.#link, cameraConnected, hadPicture)[0]);
    show(this.#note, !isLive);
    this.element.classList.toggle('empty', !hadPicture);
    this.element.classList.toggle('waiting', !isLive);
    this.#showFacts(isLive);
  }

  /** @param {boolean} isLive */
  #showFacts(isLive) {
    const { fps, fromCaptureMs, fromServerMs } = this.#feedback.summary(Date.now());
    const facts = [formatFps(fps), formatMs(fromCaptureMs ?? fromServerMs), formatBitRate(this.#bytes.perSecond(Date.now()))];
    setText(this.#facts, isLive ? facts.join(' · ') : '');
  }

  /** @param {FramePair} pair */
  #onFrame(pair) {
    const { metadata, picture } = pair;
    this.#feedback.received(pair, this.#socket.clockOffsetMs);
    this.#bytes.add(Date.now(), picture.byteLength);
    this.#renderer.offer({
      frameNumber: metadata.frameNumber, picture, unit: metadata.unit ?? null, boxes: null,
      paintBeforeMs: paintBefore(metadata, this.#socket.clockOffsetMs, this.maxAgeMs),
    });
  }

  /** @param {Painted | NotPainted} event */
  #onPaintEvent(event) {
    switch (event.kind) {
      case 'painted':
        this.#socket.ack(event.frameNumber);
        this.#feedback.painted(event.frameNumber, event.paintedAtMs, this.#socket.clockOffsetMs);
        this.#queueSize = event.waiting;
        this.#lastPaintMs = performance.now();
        break;
      case 'stale':
      case 'undecodable':
        this.#socket.ack(event.frameNumber);
        break;
      default:
    }
  }

  /** @param {LinkState} state */
  #onState(state) {
    this.#link = state;
    if (state.kind !== 'open') return;
    this.#feedback.reset();
    this.#renderer.restart();
  }
}
