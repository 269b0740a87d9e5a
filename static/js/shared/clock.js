// @ts-check
/** Samples kept: at one every 2 s the estimate follows a drifting clock within 20 s. */
const SAMPLES_KEPT = 10;

/**
 * Estimates the server's clock from ping and pong times. The sample with the shortest round trip has had the least room for
 * an uneven way there and back, so it alone is believed (the minimum filter of NTP).
 */
export class ClockFilter {
  /** @type {{offsetMs: number, roundTripMs: number}[]} */
  #samples = [];

  /**
   * @param {number} t0 sent, own clock, Unix milliseconds
   * @param {number} t1 received, server's clock
   * @param {number} t2 answered, server's clock
   * @param {number} t3 answer received, own clock
   * @returns {boolean} false where the four times cannot belong together
   */
  add(t0, t1, t2, t3) {
    const roundTripMs = t3 - t0 - (t2 - t1);
    if (!(t3 >= t0 && t2 >= t1 && roundTripMs >= -1)) return false;
    this.#samples.push({ offsetMs: (t1 - t0 + (t2 - t3)) / 2, roundTripMs: Math.max(0, roundTripMs) });
    if (this.#samples.length > SAMPLES_KEPT) this.#samples.shift();
    return true;
  }

  /** Forgets everything: a page that slept may have had its clock set. */
  reset() {
    this.#samples = [];
  }

  /** @returns {number | null} server clock minus own clock in milliseconds, null before the first sample */
  get offsetMs() {
    return this.#best?.offsetMs ?? null;
  }

  /** @returns {number | null} shortest round trip of the samples kept, milliseconds */
  get roundTripMs() {
    return this.#best?.roundTripMs ?? null;
  }

  get #best() {
    if (this.#samples.length === 0) return null;
    return this.#samples.reduce((best, sample) => (sample.roundTripMs <= best.roundTripMs ? sample : best));
  }
}
