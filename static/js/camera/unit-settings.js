// @ts-check
/** @typedef {{width: number, height: number, bitrate: number, framerate: number}} UnitSettings pixels, bits a second, frames a second */

/** Bits for a pixel at JPEG quality 0.8: there a moving street looks as it does in JPEG. */
const BITS_PER_PIXEL = 0.1;
/** The quality that these bits stand for, and the step that halves or doubles them. */
const USUAL_QUALITY = 0.8;
const HALVING_STEP = 0.2;
/** Least bits a second: below, pictures of any size fall apart. */
const LEAST_BITRATE = 150_000;
/** Part by which the bit rate may miss what is asked before the encoder is told: each change costs it some evenness. */
const BITRATE_TOLERANCE = 0.15;

/** Profiles, best first: high saves a tenth of the bytes, every encoder has constrained baseline. */
const PROFILES = ['6400', '42E0'];
/**
 * H.264's levels (table A-1): macroblocks a second, macroblocks a picture, and the level in hex.
 * @type {readonly [rate: number, size: number, level: string][]}
 */
const LEVELS = [[40_500, 1_620, '1E'], [108_000, 3_600, '1F'], [216_000, 5_120, '20'], [245_760, 8_192, '28'], [522_240, 8_704, '2A'], [983_040, 36_864, '33']];
const HIGHEST_LEVEL = '34';

/**
 * How a picture is to be encoded, from what the server asks of a camera.
 * @param {{width: number, height: number}} size pixels
 * @param {{jpeg_quality: number, target_fps: number}} config
 * @returns {UnitSettings}
 */
export function unitSettings({ width, height }, { jpeg_quality, target_fps }) {
  const even = { width: width - (width % 2), height: height - (height % 2) };
  const bitsPerPixel = BITS_PER_PIXEL * 2 ** ((jpeg_quality - USUAL_QUALITY) / HALVING_STEP);
  const bitrate = Math.round(Math.max(LEAST_BITRATE, even.width * even.height * target_fps * bitsPerPixel));
  return { ...even, bitrate, framerate: target_fps };
}

/** Whether an encoder may go on as it is. @param {UnitSettings} current @param {UnitSettings} wanted @returns {boolean} */
export function isNear(current, wanted) {
  return isSameSize(current, wanted) && current.framerate === wanted.framerate
    && Math.abs(wanted.bitrate / current.bitrate - 1) <= BITRATE_TOLERANCE;
}

/** @param {UnitSettings} current @param {UnitSettings} wanted @returns {boolean} */
export function isSameSize(current, wanted) {
  return current.width === wanted.width && current.height === wanted.height;
}

/**
 * What an encoder is configured with, best first: units with their parameter sets in them, one out for each picture in.
 * @param {UnitSettings} settings
 * @returns {VideoEncoderConfig[]}
 */
export function encoderConfigs(settings) {
  const level = levelOf(settings);
  return PROFILES.map((profile) => ({ ...settings, codec: `avc1.${profile}${level}`, latencyMode: 'realtime', avc: { format: 'annexb' } }));
}

/** @param {UnitSettings} settings @returns {string} the lowest level that allows it, in hex */
function levelOf({ width, height, framerate }) {
  const macroblocks = Math.ceil(width / 16) * Math.ceil(height / 16);
  return LEVELS.find(([rate, size]) => macroblocks <= size && macroblocks * framerate <= rate)?.[2] ?? HIGHEST_LEVEL;
}
