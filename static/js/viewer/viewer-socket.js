// @ts-check
import { ClockSync } from '../shared/clock-sync.js';
import { clockMs } from '../shared/page-clock.js';
import { parseServerMessage } from '../shared/protocol.js';
import { ReconnectingSocket } from '../shared/reconnecting-socket.js';
import { FramePairing } from './pairing.js';

/** @import { ClockEstimate } from '../shared/clock.js' */
/** @import { Codec, CodecAnswer, Overlay, PaintTimes, PerformanceStats, ServerError, Subscribe, ViewerFrameAck } from '../shared/protocol.js' */
/** @import { LinkState } from '../shared/reconnecting-socket.js' */
/** @import { FramePair } from './pairing.js' */
/**
 * @typedef {object} ViewerSocketHandlers
 * @property {(pair: FramePair) => void} onFrame
 * @property {(error: ServerError) => void} onError
 * @property {(answer: CodecAnswer) => void} onCodec
 * @property {(state: LinkState) => void} onState
 */

/** One viewer's connection: frames in; acks, statistics and wishes out. */
export class ViewerSocket {
  /** @type {ReconnectingSocket} */ #socket;
  /** @type {ViewerSocketHandlers} */ #handlers;
  #clock = new ClockSync((ping) => this.#send(ping));
  #pairing = new FramePairing();
  /** @type {Subscribe} */ #subscribe = { type: 'subscribe', overlay: 'burned', max_fps: 60, codec: 'jpeg' };

  /** @param {string} url @param {ViewerSocketHandlers} handlers */
  constructor(url, handlers) {
    this.#handlers = handlers;
    this.#socket = new ReconnectingSocket(url, {
      onOpen: () => this.#opened(),
      onText: (text) => this.#received(text),
      onBinary: (bytes) => this.#receivedBinary(bytes),
      onState: (state) => this.#changed(state),
    });
  }

  /** @returns {number | null} server clock minus own, milliseconds */
  get clockOffsetMs() {
    return this.#clock.offsetMs;
  }

  /** @returns {ClockEstimate | null} server clock minus own, and how far that may be off */
  get clock() {
    return this.#clock.estimate;
  }

  /** @returns {number | null} milliseconds */
  get roundTripMs() {
    return this.#clock.roundTripMs;
  }

  start() {
    this.#socket.start();
  }

  stop() {
    this.#socket.stop();
  }

  /**
   * @param {Overlay} overlay
   * @param {number} maxFps
   * @param {Codec} codec
   * @param {number} [longSidePx] longest side that is enough, pixels; the camera's own without it
   */
  subscribe(overlay, maxFps, codec, longSidePx) {
    const size = longSidePx === undefined ? {} : { max_long_side_px: longSidePx };
    this.#subscribe = { type: 'subscribe', overlay, max_fps: maxFps, codec, ...size };
    this.#send(this.#subscribe);
  }

  /** Asks for H.264 anew, so that the next unit is a key frame. */
  renewCodec() {
    this.#send({ ...this.#subscribe, codec: 'jpeg' });
    this.#send(this.#subscribe);
  }

  /** @param {number} frameNumber @param {PaintTimes | null} [times] of a frame that was painted */
  ack(frameNumber, times = null) {
    /** @type {ViewerFrameAck} */
    const ack = { type: 'frame_ack', frameNumber, ...times };
    this.#send(ack);
  }

  /** @param {PerformanceStats} stats */
  report(stats) {
    this.#send(stats);
  }

  #opened() {
    this.#pairing.reset();
    this.#clock.start();
    this.#send(this.#subscribe);
  }

  /** @param {LinkState} state */
  #changed(state) {
    if (state.kind !== 'open') this.#clock.stop();
    this.#handlers.onState(state);
  }

  /** @param {string} text */
  #received(text) {
    const message = parseServerMessage(text);
    switch (message?.type) {
      case 'frame_metadata':
        this.#pairing.onMetadata(message, clockMs());
        break;
      case 'clock_pong':
        this.#clock.onPong(message);
        break;
      case 'codec':
        this.#handlers.onCodec(message);
        break;
      case 'error':
        this.#handlers.onError(message);
        break;
      default:
    }
  }

  /** @param {ArrayBuffer} bytes */
  #receivedBinary(bytes) {
    const pair = this.#pairing.onBinary(bytes, clockMs());
    if (pair) this.#handlers.onFrame(pair);
  }

  /** @param {object} message */
  #send(message) {
    this.#socket.send(JSON.stringify(message));
  }
}
