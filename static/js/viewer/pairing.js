// @ts-check
/** @import { PublishedMetadata } from '../shared/protocol.js' */
/**
 * @typedef {object} FramePair
 * @property {PublishedMetadata} metadata
 * @property {ArrayBuffer} jpeg
 * @property {number} spanMs from the metadata's arrival to that of the JPEG's last byte
 * @property {number} jpegAtMs when the JPEG's last byte had come, own clock
 */

/** Puts each metadata text and the binary that follows it together; a binary on its own is discarded. */
export class FramePairing {
  /** @type {PublishedMetadata | null} */
  #metadata = null;
  #metadataAtMs = 0;

  /** @param {PublishedMetadata} metadata @param {number} nowMs on a clock that only runs forward */
  onMetadata(metadata, nowMs) {
    this.#metadata = metadata;
    this.#metadataAtMs = nowMs;
  }

  /**
   * @param {ArrayBuffer} jpeg
   * @param {number} nowMs on the clock that the metadata's time was taken from
   * @param {number} jpegAtMs own clock, Unix milliseconds
   * @returns {FramePair | null}
   */
  onBinary(jpeg, nowMs, jpegAtMs) {
    const metadata = this.#metadata;
    this.#metadata = null;
    return metadata === null ? null : { metadata, jpeg, spanMs: nowMs - this.#metadataAtMs, jpegAtMs };
  }

  /** A new connection begins with a new pair. */
  reset() {
    this.#metadata = null;
  }
}
