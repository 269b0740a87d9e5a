// @ts-check
/** @import { PlanAlternative } from '../shared/api.js' */

/** @param {number} ms @returns {string} */
export function formatAgo(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ago`;
}

/** @param {PlanAlternative} point @returns {string} */
export function formatPoint(point) {
  return `${point.inference_size} px at ${point.target_fps} fps, quality ${point.jpeg_quality}, ${point.max_long_side_px} px side`;
}
