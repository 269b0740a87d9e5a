// @ts-check
import { HEALTHY_AFTER_MS, reconnectDelayMs } from './reconnect.js';

/**
 * @typedef {{kind: 'connecting'} | {kind: 'open'} | {kind: 'stopped'}
 *   | {kind: 'waiting', retryAtMs: number, closeCode: number, closeReason: string}} LinkState
 */
/**
 * @typedef {object} LinkHandlers
 * @property {() => void} onOpen
 * @property {(text: string) => void} onText
 * @property {(bytes: ArrayBuffer) => void} [onBinary]
 * @property {(state: LinkState) => void} onState
 */

/** A handshake that takes longer is given up, milliseconds. */
const CONNECT_TIMEOUT_MS = 8_000;
/** The page asks for the time every 2 s, so a server this silent is gone, milliseconds. */
const SILENCE_LIMIT_MS = 8_000;
/** After sleep or a change of network an open connection must answer within this time, milliseconds. */
const PROBE_LIMIT_MS = 2_500;
/** How often silence is looked for, milliseconds. */
const WATCH_INTERVAL_MS = 500;
/** Stands for "no close frame came", as in RFC 6455. */
const ABNORMAL_CLOSURE = 1006;

/** A WebSocket that comes back by itself: after a loss, after silence, and at once when the network or the page returns. */
export class ReconnectingSocket {
  /** @type {string} */ #url;
  /** @type {LinkHandlers} */ #handlers;
  /** @type {WebSocket | null} */ #socket = null;
  /** Tears down the listeners of the current socket. */ #life = new AbortController();
  /** Tears down the page's listeners. */ #run = new AbortController();
  #running = false;
  #attempt = 0;
  #retryTimer = 0;
  #watchTimer = 0;
  #startedAtMs = 0;
  #openedAtMs = 0;
  #deadlineMs = 0;

  /** @param {string} url @param {LinkHandlers} handlers */
  constructor(url, handlers) {
    this.#url = url;
    this.#handlers = handlers;
  }

  /** @returns {boolean} */
  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** @returns {number} bytes that the browser has not yet handed to the network */
  get bufferedAmount() {
    return this.#socket?.bufferedAmount ?? 0;
  }

  start() {
    if (this.#running) return;
    this.#running = true;
    this.#attempt = 0;
    this.#run = new AbortController();
    const { signal } = this.#run;
    window.addEventListener('online', () => this.#wake(), { signal });
    window.addEventListener('pageshow', () => this.#wake(), { signal });
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.#wake(); }, { signal });
    this.#watchTimer = window.setInterval(() => this.#watch(), WATCH_INTERVAL_MS);
    this.#connect();
  }

  stop() {
    if (!this.#running) return;
    this.#running = false;
    this.#run.abort();
    window.clearInterval(this.#watchTimer);
    window.clearTimeout(this.#retryTimer);
    this.#discard();
    this.#handlers.onState({ kind: 'stopped' });
  }

  /** @param {string | ArrayBuffer} data @returns {boolean} false where there is no open connection */
  send(data) {
    if (!this.#socket || !this.isOpen) return false;
    this.#socket.send(data);
    return true;
  }

  /** Gives the connection up and makes a new one after the usual wait. @param {string} reason */
  reset(reason) {
    if (this.#running && this.#socket) this.#lost(ABNORMAL_CLOSURE, reason);
  }

  #connect() {
    window.clearTimeout(this.#retryTimer);
    this.#discard();
    this.#life = new AbortController();
    const { signal } = this.#life;
    const socket = new WebSocket(this.#url);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => this.#opened(), { signal });
    socket.addEventListener('message', (event) => this.#received(event.data), { signal });
    socket.addEventListener('close', (event) => this.#lost(event.code, event.reason), { signal });
    this.#socket = socket;
    this.#startedAtMs = performance.now();
    this.#openedAtMs = 0;
    this.#deadlineMs = this.#startedAtMs + CONNECT_TIMEOUT_MS;
    this.#handlers.onState({ kind: 'connecting' });
  }

  #opened() {
    this.#openedAtMs = performance.now();
    this.#deadlineMs = this.#openedAtMs + SILENCE_LIMIT_MS;
    this.#handlers.onState({ kind: 'open' });
    this.#handlers.onOpen();
  }

  /** @param {string | ArrayBuffer} data */
  #received(data) {
    this.#deadlineMs = performance.now() + SILENCE_LIMIT_MS;
    if (typeof data === 'string') this.#handlers.onText(data);
    else this.#handlers.onBinary?.(data);
  }

  /** @param {number} closeCode @param {string} closeReason */
  #lost(closeCode, closeReason) {
    const livedMs = this.#openedAtMs > 0 ? performance.now() - this.#openedAtMs : 0;
    if (livedMs > HEALTHY_AFTER_MS) this.#attempt = 0;
    const delayMs = reconnectDelayMs(this.#attempt++, closeCode, Math.random());
    this.#discard();
    this.#retryTimer = window.setTimeout(() => this.#connect(), delayMs);
    this.#handlers.onState({ kind: 'waiting', retryAtMs: Date.now() + delayMs, closeCode, closeReason });
  }

  /** The network or the page came back: do not wait any longer, and make an open connection prove itself. */
  #wake() {
    if (!this.#socket) this.#connect();
    else if (this.isOpen) this.#deadlineMs = Math.min(this.#deadlineMs, performance.now() + PROBE_LIMIT_MS);
  }

  #watch() {
    if (this.#socket && performance.now() > this.#deadlineMs) this.#lost(ABNORMAL_CLOSURE, 'no answer');
  }

  #discard() {
    this.#life.abort();
    this.#socket?.close();
    this.#socket = null;
  }
}
