// @ts-check
/** @import { PublishedMetadata } from '../shared/protocol.js' */
/**
 * @typedef {object} FramePair
 * @property {PublishedMetadata} metadata
 * @property {ArrayBuffer} picture JPEG, or an access unit
 * @property {number} spanMs from the metadata's arrival to that of the picture's last byte
 * @property {number} pictureAtMs when the picture's last byte had come, own clock
 */

/** Puts each metadata text and the binary that follows it together; a binary on its own is discarded. */
export class FramePairing {
  /** @type {PublishedMetadata | null} */
  #metadata = null;
  #metadataAtMs = 0;

  /** @param {PublishedMetadata} metadata @param {number} nowMs own clock, Unix milliseconds */
  onMetadata(metadata, nowMs) {
    this.#metadata = metadata;
    this.#metadataAtMs = nowMs;
  }

  /**
   * @param {ArrayBuffer} picture
   * @param {number} nowMs own clock, Unix milliseconds
   * @returns {FramePair | null}
   */
  onBinary(picture, nowMs) {
    const metadata = this.#metadata;
    this.#metadata = null;
    return metadata === null ? null : { metadata, picture, spanMs: nowMs - this.#metadataAtMs, pictureAtMs: nowMs };
  }

  /** A new connection begins with a new pair. */
  reset() {
    this.#metadata = null;
  }
}
