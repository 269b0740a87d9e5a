// @ts-check
/** Most streams on one wall: each has a socket and a decoder. */
const MOST_TILES = 36;
/** What a wall paints in all, frames a second: two streams at full rate and two more cost a phone about its processor. */
const WALL_FPS = 120;
/** A picture moves at this rate at least, frames a second. */
const LOWEST_FPS = 5;
/** Up to this width a tile asks for small pictures, device pixels: they are at most 640 wide, and enlarged by a quarter nobody sees it. */
const SMALL_UP_TO_PX = 800;
/** Longest side of a small picture, and one that is no limit, pixels. */
const SMALL_SIDE_PX = 640, ANY_SIDE_PX = 16_384;

/**
 * The streams that an address names.
 * @param {string} search the address' query
 * @returns {string[] | null} each once, in their order; null where it names none
 */
export function tokensOf(search) {
  const named = new URLSearchParams(search).get('tokens');
  if (named === null) return null;
  const tokens = named.split(',').filter((token) => /^[A-Za-z0-9_-]{1,64}$/.test(token));
  return [...new Set(tokens)].slice(0, MOST_TILES);
}

/**
 * How many frames a second one tile asks for.
 * @param {number} atMost what the person chose
 * @param {number} tiles that can be seen
 * @returns {number}
 */
export function rateFor(atMost, tiles) {
  return Math.min(atMost, Math.max(LOWEST_FPS, Math.floor(WALL_FPS / Math.max(1, tiles))));
}

/** @param {number} widthPx of the tile, device pixels @returns {number} longest side of a picture that is enough for it, pixels */
export function longSideFor(widthPx) {
  return widthPx <= SMALL_UP_TO_PX ? SMALL_SIDE_PX : ANY_SIDE_PX;
}
