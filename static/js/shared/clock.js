// @ts-check
/** Samples kept; with one every 2 s they reach back a minute, longer than a connection is usually busy without a pause. */
const SAMPLES_KEPT = 32;
/** Samples older than this are forgotten, milliseconds: a path may have become another one. */
const SAMPLE_LIFE_MS = 60_000;
/** How far two clocks may drift apart beyond what is followed, as a part of the time: 50 ms in 1000 s. */
const DRIFT_LIMIT = 50e-6;
/** What drift is usual between two devices, as a standard deviation: quartz is off by some 30 parts per million. */
const USUAL_DRIFT = 30e-6;
/** Largest drift believed. */
const LARGEST_DRIFT = 300e-6;
/** The noise that even the fastest round trips have, milliseconds: a scheduler's delay; and as a part of the shortest one: queues. */
const NOISE_MS = 0.1, NOISE_PART = 0.05;
/** By this much more than its error allows must a sample contradict the estimate to prove that a clock was set, milliseconds. */
const STEP_MARGIN_MS = 2;

/** @typedef {{atMs: number, offsetMs: number, roundTripMs: number}} ClockSample `atMs`: own clock */
/** @typedef {{offsetMs: number, errorMs: number}} ClockEstimate */

/**
 * Estimates the server's clock from the four times of pings and pongs. The sample with the shortest round trip has had the least
 * room for an uneven way there and back, so it alone is believed (the minimum filter of NTP), until drift may have made it worse than
 * a newer one. The drift that all samples show together carries it on to now. Its error is at most half of its round trip, and what
 * may have drifted since.
 */
export class ClockFilter {
  /** @type {ClockSample[]} */ #samples = [];
  #drift = 0;

  /**
   * @param {number} t0 sent, own clock, Unix milliseconds
   * @param {number} t1 received, server's clock
   * @param {number} t2 answered, server's clock
   * @param {number} t3 answer received, own clock
   * @returns {'taken' | 'refused' | 'stepped'} refused: the four times cannot belong together; stepped: a clock was set, and the
   *   samples from before are forgotten
   */
  add(t0, t1, t2, t3) {
    const roundTripMs = t3 - t0 - (t2 - t1);
    if (!(t3 >= t0 && t2 >= t1 && roundTripMs >= -1)) return 'refused';
    const sample = { atMs: (t0 + t3) / 2, offsetMs: (t1 - t0 + (t2 - t3)) / 2, roundTripMs: Math.max(0, roundTripMs) };
    const stepped = this.#contradicts(sample);
    if (stepped) this.reset();
    this.#samples = [...this.#samples.filter(({ atMs }) => sample.atMs - atMs < SAMPLE_LIFE_MS), sample].slice(-SAMPLES_KEPT);
    this.#drift = driftOf(this.#samples);
    return stepped ? 'stepped' : 'taken';
  }

  /** Forgets everything: a new connection may be to another server. */
  reset() {
    this.#samples = [];
    this.#drift = 0;
  }

  /** @returns {number | null} shortest round trip of the samples kept, milliseconds */
  get roundTripMs() {
    return this.#samples.length === 0 ? null : Math.min(...this.#samples.map(({ roundTripMs }) => roundTripMs));
  }

  /** @returns {number} how much faster the server's clock goes than the own one, as a part of it: 1e-6 is a second in twelve days */
  get drift() {
    return this.#drift;
  }

  /** @param {number} nowMs own clock @returns {ClockEstimate | null} server clock minus own clock, null before the first sample */
  estimate(nowMs) {
    const errorAt = (/** @type {ClockSample} */ { atMs, roundTripMs }) => roundTripMs / 2 + (DRIFT_LIMIT + Math.abs(this.#drift)) * Math.abs(nowMs - atMs);
    const best = this.#samples.reduce(
      (/** @type {ClockSample | null} */ least, sample) => (least && errorAt(least) < errorAt(sample) ? least : sample), null);
    return best && { offsetMs: best.offsetMs + this.#drift * (nowMs - best.atMs), errorMs: errorAt(best) };
  }

  /** Each of two truths lies within half a round trip: where the two have no moment in common, a clock was set between them. @param {ClockSample} sample */
  #contradicts({ atMs, offsetMs, roundTripMs }) {
    const before = this.estimate(atMs);
    return before !== null && Math.abs(offsetMs - before.offsetMs) > before.errorMs + roundTripMs / 2 + STEP_MARGIN_MS;
  }
}

/**
 * The slope of the line through the samples, each weighted by how little its round trip exceeds the shortest, and drawn towards none as
 * far as the samples say less than is known of clocks anyway.
 * @param {ClockSample[]} samples
 * @returns {number}
 */
function driftOf(samples) {
  const shortest = Math.min(...samples.map(({ roundTripMs }) => roundTripMs));
  const weighted = samples.map((sample) => ({ ...sample, weight: 1 / (NOISE_MS + NOISE_PART * shortest + (sample.roundTripMs - shortest) / 2) ** 2 }));
  const sum = (/** @type {(sample: ClockSample & {weight: number}) => number} */ value) => weighted.reduce((total, sample) => total + sample.weight * value(sample), 0);
  const weight = sum(() => 1);
  const middleMs = sum(({ atMs }) => atMs) / weight;
  const meanOffsetMs = sum(({ offsetMs }) => offsetMs) / weight;
  const covariance = sum(({ atMs, offsetMs }) => (atMs - middleMs) * (offsetMs - meanOffsetMs));
  const variance = sum(({ atMs }) => (atMs - middleMs) ** 2);
  return Math.max(-LARGEST_DRIFT, Math.min(LARGEST_DRIFT, covariance / (variance + 1 / USUAL_DRIFT ** 2)));
}
