// @ts-check
/** @import { Detection } from '../shared/protocol.js' */
/** @typedef {OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D} Context2D */

/** Degrees between the hues of neighbouring classes: the golden angle spreads any number of them well. */
const HUE_STEP = 137.508;
/** Box line as a part of the canvas's longer side: 2.5 px at 1280. */
const LINE_PART = 0.002;
/** Label height as a part of the canvas's longer side: 18 px at 1280. */
const TEXT_PART = 0.014;
/** Smallest legible label, canvas pixels. */
const SMALLEST_TEXT_PX = 12;

/** @param {number} classId @returns {string} */
export function classColour(classId) {
  return `hsl(${Math.round((classId * HUE_STEP + 160) % 360)} 78% 58%)`;
}

/** @param {Detection} detection @returns {string} */
export function labelOf(detection) {
  return `${detection.label} ${Math.round(detection.confidence * 100)} %`;
}

/**
 * Draws detections over a picture.
 * @param {Context2D} context
 * @param {Detection[]} detections
 * @param {number} scale canvas pixels per picture pixel
 */
export function drawBoxes(context, detections, scale) {
  const side = Math.max(context.canvas.width, context.canvas.height);
  const textPx = Math.max(SMALLEST_TEXT_PX, Math.round(side * TEXT_PART));
  context.lineWidth = Math.max(2, side * LINE_PART);
  context.lineJoin = 'round';
  context.font = `600 ${textPx}px system-ui, sans-serif`;
  context.textBaseline = 'middle';
  for (const detection of detections) drawBox(context, detection, scale, textPx);
}

/** @param {Context2D} context @param {Detection} detection @param {number} scale @param {number} textPx */
function drawBox(context, detection, scale, textPx) {
  const [x, y, width, height] = /** @type {[number, number, number, number]} */ (detection.box.map((value) => value * scale));
  const label = labelOf(detection);
  const labelHeight = textPx * 1.5;
  const labelWidth = context.measureText(label).width + textPx * 0.8;
  const labelY = y >= labelHeight ? y - labelHeight : y;
  const labelX = Math.max(0, Math.min(x, context.canvas.width - labelWidth));
  context.strokeStyle = context.fillStyle = classColour(detection.class_id);
  context.strokeRect(x, y, width, height);
  context.fillRect(labelX, labelY, labelWidth, labelHeight);
  context.fillStyle = '#0a0f14';
  context.fillText(label, labelX + textPx * 0.4, labelY + labelHeight / 2);
}
