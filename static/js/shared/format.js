// @ts-check
/** What stands where a number is not known. */
export const UNKNOWN = '–';

/** @param {number | null | undefined} value @returns {string} */
export function formatMs(value) {
  if (value === null || value === undefined) return UNKNOWN;
  if (value >= 10_000) return `${(value / 1000).toFixed(1)} s`;
  return Math.abs(value) < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`;
}

/**
 * A clock and how far it may be off, in the unit that suits the offset.
 * @param {{offsetMs: number, errorMs: number} | null} clock
 * @returns {string}
 */
export function formatClock(clock) {
  if (clock === null) return UNKNOWN;
  const { offsetMs, errorMs } = clock;
  const offset = Math.abs(offsetMs) < 10_000 ? `${offsetMs.toFixed(1)} ms` : `${(offsetMs / 1000).toFixed(2)} s`;
  return `${offset} ± ${errorMs < 10 ? errorMs.toFixed(1) : Math.round(errorMs)} ms`;
}

/** @param {number | null | undefined} value @returns {string} */
export function formatFps(value) {
  return value === null || value === undefined ? UNKNOWN : `${value.toFixed(1)} fps`;
}

/** @param {number | null | undefined} value @returns {string} */
export function formatPercent(value) {
  return value === null || value === undefined ? UNKNOWN : `${Math.round(value * 100)} %`;
}

/** @param {number} count @param {string} singular @param {string} [plural] @returns {string} */
export function formatCount(count, singular, plural = `${singular}s`) {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** @param {number} bytesPerSecond @returns {string} */
export function formatBitRate(bytesPerSecond) {
  const megabits = (bytesPerSecond * 8) / 1e6;
  return megabits >= 10 ? `${Math.round(megabits)} Mbit/s` : `${megabits.toFixed(1)} Mbit/s`;
}
