// @ts-check
import { isLoopback } from '../shared/addresses.js';

/** @import { Codec, CodecAnswer } from '../shared/protocol.js' */

/** What a decoder must take to be offered H.264: high profile, 1080p at 30 a second. */
const TRIED_CODEC = 'avc1.640028';
/** A decoder that needs a new key frame this often within the time below cannot keep up. */
const MOST_FAULTS = 4;
/** Milliseconds. */
const FAULTS_COUNTED_MS = 15_000;

/** @returns {Promise<string | null>} why this browser cannot decode H.264; null where it can */
export async function h264Fault() {
  if (typeof VideoDecoder !== 'function') {
    return globalThis.isSecureContext ? 'This browser has no WebCodecs.' : 'This browser decodes H.264 on secure pages only: open this page over HTTPS.';
  }
  const { supported } = await VideoDecoder.isConfigSupported({ codec: TRIED_CODEC, optimizeForLatency: true }).catch(() => ({ supported: false }));
  return supported ? null : 'This browser does not decode H.264.';
}

/** Decides between JPEG and H.264: by the person's choice, what the browser and the server can, and whether the link wants it. */
export class CodecChoice {
  /** @type {'auto' | Codec} */ choice = 'auto';
  /** @type {string | null} */ #browserFault = 'This browser is still being asked.';
  /** @type {string | null} */ #serverFault = null;
  /** @type {number[]} times of the faults, milliseconds */ #faults = [];
  #gaveUp = false;
  #hostname;

  /** @param {string} hostname of the server */
  constructor(hostname) {
    this.#hostname = hostname;
  }

  /** @param {string | null} fault */
  browserSaid(fault) {
    this.#browserFault = fault;
  }

  /** @param {CodecAnswer} answer */
  serverSaid(answer) {
    this.#serverFault = answer.codec === 'h264' ? null : answer.reason;
  }

  /** A connection may be to another server: it is asked again. */
  reconnected() {
    this.#serverFault = null;
  }

  /** The person chose: old faults are forgotten. @param {string} choice */
  choose(choice) {
    this.choice = choice === 'h264' || choice === 'jpeg' ? choice : 'auto';
    this.#faults = [];
    this.#gaveUp = false;
  }

  /** The decoder had to begin anew. @param {number} nowMs @returns {boolean} whether to go on with H.264 */
  faulted(nowMs) {
    this.#faults = [...this.#faults.filter((at) => nowMs - at < FAULTS_COUNTED_MS), nowMs];
    this.#gaveUp ||= this.#faults.length > MOST_FAULTS;
    return !this.#gaveUp;
  }

  /** @returns {Codec} what to ask the server for */
  get wanted() {
    if (this.choice === 'jpeg' || this.#browserFault !== null || this.#gaveUp) return 'jpeg';
    // On the server's own machine bytes cost nothing, and encoding does.
    return this.choice === 'h264' || !isLoopback(this.#hostname) ? 'h264' : 'jpeg';
  }

  /** @returns {string} why H.264 is not to be had although it might be wanted; empty where there is nothing to say */
  get note() {
    if (this.choice === 'jpeg') return '';
    if (this.#browserFault !== null) return this.#browserFault;
    if (this.#gaveUp) return 'This device did not keep up with H.264; it gets JPEG.';
    return this.wanted === 'h264' && this.#serverFault !== null ? `H.264 is not offered: ${this.#serverFault}` : '';
  }
}
