// @ts-check
/** @import { PublishedMetadata } from '../shared/protocol.js' */
/** @typedef {{metadata: PublishedMetadata, picture: ArrayBuffer}} FramePair */

/** Puts each metadata text and the binary that follows it together; a binary on its own is discarded. */
export class FramePairing {
  /** @type {PublishedMetadata | null} */
  #metadata = null;

  /** @param {PublishedMetadata} metadata */
  onMetadata(metadata) {
    this.#metadata = metadata;
  }

  /** @param {ArrayBuffer} picture @returns {FramePair | null} */
  onBinary(picture) {
    const metadata = this.#metadata;
    this.#metadata = null;
    return metadata === null ? null : { metadata, picture };
  }

  /** A new connection begins with a new pair. */
  reset() {
    this.#metadata = null;
  }
}
