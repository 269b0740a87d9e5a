// @ts-check
import { encoderConfigs, unitSettings } from './unit-settings.js';

/** @import { H264Input } from '../shared/api.js' */
/** @typedef {'jpeg' | 'h264'} Format */

/** What an encoder must take to be offered H.264. */
const TRIED = unitSettings({ width: 1280, height: 720 }, { jpeg_quality: 0.8, target_fps: 30 });

/** @param {'worker' | 'page'} place where this page encodes @returns {Promise<string | null>} why this browser cannot encode H.264; null where it can */
export async function h264EncodeFault(place) {
  if (typeof VideoEncoder !== 'function') return 'This browser has no WebCodecs to encode H.264 with.';
  if (place === 'page') return 'This browser encodes on the page itself, where H.264 would hold it up.';
  for (const config of encoderConfigs(TRIED)) {
    const { supported } = await VideoEncoder.isConfigSupported(config).catch(() => ({ supported: false }));
    if (supported) return null;
  }
  return 'This browser does not encode H.264.';
}

/** Decides between JPEG and H.264: by the person's choice, what the browser and the server can, and how it goes. */
export class FormatChoice {
  /** @type {Format} */ #choice = 'jpeg';
  /** @type {string | null} */ #browserFault = 'This browser is still being asked.';
  /** @type {string | null} */ #serverFault = 'The server is still being asked.';
  /** @type {string | null} */ #fault = null;

  /** The person chose: an old fault is forgotten. @param {string} choice */
  choose(choice) {
    this.#choice = choice === 'h264' ? 'h264' : 'jpeg';
    this.#fault = null;
  }

  /** @param {string | null} fault */
  browserSaid(fault) {
    this.#browserFault = fault;
  }

  /** @param {H264Input | undefined} input undefined from a server that does not know of it */
  serverSaid(input) {
    if (!input) this.#serverFault = 'This server does not take it.';
    else this.#serverFault = input.accepted ? null : input.reason;
  }

  /** Encoding went wrong, or the server refused: JPEG from here on. @param {string} fault */
  faulted(fault) {
    this.#fault = fault;
  }

  /** @returns {boolean} whether it matters what browser and server can */
  get asks() {
    return this.#choice === 'h264';
  }

  /** @returns {Format} */
  get wanted() {
    return this.asks && this.#reason === null ? 'h264' : 'jpeg';
  }

  /** @returns {string} why JPEG is sent although H.264 was chosen; empty where there is nothing to say */
  get note() {
    return this.asks && this.#reason !== null ? `Sent as JPEG. ${this.#reason}` : '';
  }

  /** @returns {string | null} */
  get #reason() {
    return this.#browserFault ?? this.#fault ?? this.#serverFault;
  }
}
