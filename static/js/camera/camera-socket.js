// @ts-check
import { ClockSync } from '../shared/clock-sync.js';
import { clockMs } from '../shared/page-clock.js';
import { DEFAULT_STREAM_CONFIG, parseServerMessage } from '../shared/protocol.js';
import { ReconnectingSocket } from '../shared/reconnecting-socket.js';
import { SendWindow } from './send-window.js';

/** @import { ClockEstimate } from '../shared/clock.js' */
/** @import { CameraFrameAck, CapturedMetadata, ServerError, StreamConfig } from '../shared/protocol.js' */
/** @import { LinkState } from '../shared/reconnecting-socket.js' */

/** @typedef {{bytes: ArrayBuffer, width: number, height: number, format: 'jpeg' | 'h264', key?: boolean}} Picture `key` of an access unit: whether decoding can begin with it */
/** @typedef {Picture & {capturedAtMs: number, takenAtMs: number}} EncodedFrame times: own clock, Unix milliseconds; taken for encoding */
/**
 * @typedef {object} CameraSocketHandlers
 * @property {(config: StreamConfig) => void} onConfig
 * @property {(ack: CameraFrameAck, roundTripMs: number) => void} onAck
 * @property {(error: ServerError) => void} onError
 * @property {() => void} onKeyRequest the next access unit must be a key frame
 * @property {(state: LinkState) => void} onState
 */

/** A server that acks nothing for this long has lost track of this connection, milliseconds. */
const ACK_LIMIT_MS = 10_000;

/** One camera's connection: frames out as pairs in order, acks and wishes in. */
export class CameraSocket {
  /** @type {ReconnectingSocket} */ #socket;
  /** @type {CameraSocketHandlers} */ #handlers;
  #clock = new ClockSync((ping) => this.#socket.send(JSON.stringify(ping)));
  #window = new SendWindow();
  /** @type {StreamConfig} */ #config = DEFAULT_STREAM_CONFIG;
  #nextFrameNumber = 0;

  /** @param {string} url @param {CameraSocketHandlers} handlers */
  constructor(url, handlers) {
    this.#handlers = handlers;
    this.#socket = new ReconnectingSocket(url, {
      onOpen: () => this.#opened(),
      onText: (text) => this.#received(text),
      onState: (state) => this.#changed(state),
    });
  }

  /** @returns {StreamConfig} what the server asked for last */
  get config() {
    return this.#config;
  }

  /** @returns {ClockEstimate | null} server clock minus own, and how far that may be off */
  get clock() {
    return this.#clock.estimate;
  }

  start() {
    this.#socket.start();
  }

  stop() {
    this.#socket.stop();
  }

  /**
   * @param {number} reserved frames on their way to `send` already
   * @returns {boolean} whether one more frame may be prepared
   */
  hasRoom(reserved) {
    if (!this.#socket.isOpen) return false;
    if (this.#window.oldestWaitMs(performance.now()) > ACK_LIMIT_MS) {
      this.#socket.reset('frames are not acknowledged');
      return false;
    }
    return this.#window.hasRoom(this.#config.window - reserved, this.#socket.bufferedAmount);
  }

  /** @param {EncodedFrame} frame @returns {boolean} false where the connection is gone or full */
  send(frame) {
    if (!this.hasRoom(0)) return false;
    const frameNumber = this.#nextFrameNumber++;
    const { offsetMs } = this.#clock;
    /** @type {CapturedMetadata} */
    const metadata = {
      type: 'frame_metadata', timestamp: Math.floor(frame.capturedAtMs), frameNumber, width: frame.width, height: frame.height, format: frame.format,
      taken_at: frame.takenAtMs, sent_at: clockMs(), ...(offsetMs === null ? {} : { offset_ms: offsetMs }),
      ...(frame.key === undefined ? {} : { key: frame.key }),
    };
    this.#window.sent(frameNumber, performance.now(), frame.bytes.byteLength);
    return this.#socket.send(JSON.stringify(metadata)) && this.#socket.send(frame.bytes);
  }

  #opened() {
    this.#window.reset();
    this.#config = DEFAULT_STREAM_CONFIG;
    this.#clock.start();
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
      case 'stream_config':
        this.#config = message;
        this.#handlers.onConfig(message);
        break;
      case 'frame_ack': {
        if (!('outcome' in message)) break;
        const roundTripMs = this.#window.acked(message.frameNumber, performance.now());
        if (roundTripMs !== null) this.#handlers.onAck(message, roundTripMs);
        break;
      }
      case 'clock_pong':
        this.#clock.onPong(message);
        break;
      case 'key_request':
        this.#handlers.onKeyRequest();
        break;
      case 'error':
        this.#handlers.onError(message);
        break;
      default:
    }
  }
}
