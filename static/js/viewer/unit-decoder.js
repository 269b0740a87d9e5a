// @ts-check
/** @import { FrameToPaint } from './painter.js' */
/**
 * @typedef {object} UnitEvents
 * @property {(frame: FrameToPaint, picture: VideoFrame) => void} onDecoded takes the picture over
 * @property {(frame: FrameToPaint) => void} onUndecodable
 * @property {(reason: string) => void} onNeedsKey decoding can only go on with a key frame
 */

/** Units that may wait in the decoder, frames: more is a quarter of a second that nobody sees again. */
const LONGEST_QUEUE = 8;
/** Frames inside the decoder are remembered up to this number; a decoder that swallows one must not fill the memory. */
const FRAMES_KEPT = 64;

/** Decodes access units with WebCodecs, one picture out for each one in. */
export class UnitDecoder {
  /** @type {UnitEvents} */ #events;
  /** @type {VideoDecoder | null} */ #decoder = null;
  /** @type {Map<number, FrameToPaint>} by frame number, which is the unit's time */ #inside = new Map();
  #codec = '';
  #asked = false;

  /** @param {UnitEvents} events */
  constructor(events) {
    this.#events = events;
  }

  /** @returns {number} units that wait */
  get queueSize() {
    return this.#decoder?.decodeQueueSize ?? 0;
  }

  /** @param {FrameToPaint} frame with a unit */
  offer(frame) {
    const unit = frame.unit;
    if (!unit || !this.#isReadyFor(unit)) {
      this.#events.onUndecodable(frame);
      return;
    }
    this.#remember(frame);
    this.#decoder?.decode(new EncodedVideoChunk({ type: unit.key ? 'key' : 'delta', timestamp: frame.frameNumber, data: frame.picture }));
    if (this.queueSize > LONGEST_QUEUE) this.#giveUp('decoder behind');
  }

  /** Ends the decoder and forgets the frames inside; the next unit must be a key frame. */
  discard() {
    if (this.#decoder && this.#decoder.state !== 'closed') this.#decoder.close();
    this.#decoder = null;
    this.#inside.clear();
  }

  /** Ends the decoder; the frames inside are lost. */
  #end() {
    const lost = [...this.#inside.values()];
    this.discard();
    for (const frame of lost) this.#events.onUndecodable(frame);
  }

  /** @param {{key: boolean, codec: string}} unit @returns {boolean} */
  #isReadyFor({ key, codec }) {
    const goesOn = this.#decoder?.state === 'configured' && codec === this.#codec;
    if (goesOn) return true;
    if (!key) {
      if (!this.#asked) this.#giveUp('no key frame');
      return false;
    }
    return this.#begin(codec);
  }

  /** @param {string} codec @returns {boolean} */
  #begin(codec) {
    this.#end();
    this.#codec = codec;
    this.#asked = false;
    try {
      this.#decoder = new VideoDecoder({ output: (picture) => this.#decoded(picture), error: (error) => this.#giveUp(error.message) });
      this.#decoder.configure({ codec, optimizeForLatency: true });
      return true;
    } catch (error) {
      this.#giveUp(String(error));
      return false;
    }
  }

  /** @param {VideoFrame} picture */
  #decoded(picture) {
    const frame = this.#inside.get(picture.timestamp);
    this.#inside.delete(picture.timestamp);
    if (frame) this.#events.onDecoded(frame, picture);
    else picture.close();
  }

  /** @param {FrameToPaint} frame */
  #remember(frame) {
    this.#inside.set(frame.frameNumber, frame);
    for (const [number, swallowed] of this.#inside) {
      if (this.#inside.size <= FRAMES_KEPT) break;
      this.#inside.delete(number);
      this.#events.onUndecodable(swallowed);
    }
  }

  /** @param {string} reason */
  #giveUp(reason) {
    this.#asked = true;
    this.#end();
    this.#events.onNeedsKey(reason);
  }
}
