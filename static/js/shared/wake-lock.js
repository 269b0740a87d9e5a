// @ts-check
/** Keeps the screen on while something live is going on; the browser takes the lock away from hidden pages, so it is asked for again. */
export class WakeLock {
  /** @type {WakeLockSentinel | null} */ #sentinel = null;
  #wanted = false;

  constructor() {
    document.addEventListener('visibilitychange', () => this.#acquire());
  }

  /** @param {boolean} wanted */
  set(wanted) {
    this.#wanted = wanted;
    if (wanted) this.#acquire();
    else this.#release();
  }

  async #acquire() {
    if (!this.#wanted || document.hidden || (this.#sentinel && !this.#sentinel.released)) return;
    try {
      this.#sentinel = await navigator.wakeLock.request('screen');
      if (!this.#wanted) this.#release();
    } catch {
      // Missing, or refused by battery saver: the screen then sleeps as it always does.
      this.#sentinel = null;
    }
  }

  #release() {
    this.#sentinel?.release();
    this.#sentinel = null;
  }
}
