// @ts-check
import { ClockFilter } from './clock.js';
import { clockMs } from './page-clock.js';

/** @import { ClockEstimate } from './clock.js' */
/** @import { ClockPing, ClockPong } from './protocol.js' */

/** Time between two pings, milliseconds. */
const PING_INTERVAL_MS = 2_000;
/** A new connection asks a few times in quick succession, so that its first frames are already placed well, milliseconds. */
const FIRST_PINGS_MS = [0, 150, 400, 900];

/** Keeps one connection's estimate of the server's clock up to date. */
export class ClockSync {
  #filter = new ClockFilter();
  /** @type {(ping: ClockPing) => void} */ #send;
  /** @type {number[]} */ #timers = [];
  #interval = 0;

  /** @param {(ping: ClockPing) => void} send */
  constructor(send) {
    this.#send = send;
  }

  /** @returns {ClockEstimate | null} server clock minus own now, and how far that may be off */
  get estimate() {
    return this.#filter.estimate(clockMs());
  }

  /** @returns {number | null} server clock minus own, milliseconds */
  get offsetMs() {
    return this.estimate?.offsetMs ?? null;
  }

  /** @returns {number | null} milliseconds */
  get roundTripMs() {
    return this.#filter.roundTripMs;
  }

  /** Starts over on a new connection. */
  start() {
    this.stop();
    this.#filter.reset();
    this.#askQuickly();
    this.#interval = window.setInterval(() => this.#ping(), PING_INTERVAL_MS);
  }

  stop() {
    this.#timers.forEach((timer) => window.clearTimeout(timer));
    window.clearInterval(this.#interval);
  }

  /** @param {ClockPong} pong */
  onPong(pong) {
    if (this.#filter.add(pong.t0, pong.t1, pong.t2, clockMs()) === 'stepped') this.#askQuickly();
  }

  #askQuickly() {
    this.#timers.forEach((timer) => window.clearTimeout(timer));
    this.#timers = FIRST_PINGS_MS.map((delayMs) => window.setTimeout(() => this.#ping(), delayMs));
  }

  #ping() {
    const { estimate, roundTripMs } = this;
    const ping = /** @type {ClockPing} */ ({ type: 'clock_ping', t0: clockMs() });
    const known = estimate && roundTripMs !== null;
    this.#send(known ? { ...ping, offset_ms: estimate.offsetMs, error_ms: estimate.errorMs, rtt_ms: roundTripMs } : ping);
  }
}
