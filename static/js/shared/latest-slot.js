// @ts-check
/**
 * Holds at most one value: a newer one replaces it, and the replaced one goes to the drop callback, which owns it from then on.
 * @template T
 */
export class LatestSlot {
  /** @type {T | null} */
  #value = null;
  /** @type {(replaced: T) => void} */
  #onDrop;

  /** @param {(replaced: T) => void} onDrop */
  constructor(onDrop) {
    this.#onDrop = onDrop;
  }

  /** @returns {boolean} */
  get isEmpty() {
    return this.#value === null;
  }

  /** @param {T} value the slot owns it until it is taken or replaced */
  put(value) {
    this.clear();
    this.#value = value;
  }

  /** @returns {T | null} the newest value, which is the caller's from then on */
  take() {
    const value = this.#value;
    this.#value = null;
    return value;
  }

  /** Drops what is waiting. */
  clear() {
    const value = this.take();
    if (value !== null) this.#onDrop(value);
  }
}
