// @ts-check
/**
 * The page's clock, Unix milliseconds with fractions. It starts with the device's clock and goes on evenly: setting the device's clock
 * does not move it, and page and workers read the same.
 * @returns {number}
 */
export function clockMs() {
  return performance.timeOrigin + performance.now();
}
