import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FramePainter } from '../../static/js/viewer/painter.js';

/** Pictures on their way through the browser's decoder, oldest first: the test says how each ends. */
let decoding;
let painter;
let log;
let paint;

const frame = (frameNumber, more = {}) => ({ frameNumber, picture: new ArrayBuffer(1), unit: null, paintBeforeMs: null, boxes: null, ...more });
const settle = () => new Promise(setImmediate);

async function decoded() {
  decoding.shift().resolve({ width: 64, height: 32, close() {} });
  await settle();
}

async function broken() {
  decoding.shift().reject(new Error('no picture'));
  await settle();
}

beforeEach(() => {
  decoding = [];
  log = [];
  paint = () => {};
  globalThis.createImageBitmap = () => new Promise((resolve, reject) => decoding.push({ resolve, reject }));
  globalThis.requestAnimationFrame = (callback) => { paint = callback; };
  const canvas = { width: 0, height: 0, getContext: () => ({ drawImage() {} }) };
  painter = new FramePainter(canvas, ({ kind, frameNumber }) => log.push(`${kind} ${frameNumber}`));
});

test('offer_WhileOneIsDecoded_KeepsTheNewestOnly', async () => {
  for (const number of [1, 2, 3]) painter.offer(frame(number));
  await decoded();
  paint();
  await decoded();
  paint();
  assert.deepEqual(log, ['replaced 2', 'painted 1', 'painted 3']);
});

test('offer_Undecodable_IsSaidAndTheNextIsPainted', async () => {
  painter.offer(frame(1));
  await broken();
  painter.offer(frame(2));
  await decoded();
  paint();
  assert.deepEqual(log, ['undecodable 1', 'painted 2']);
});

test('paint_FrameTooOld_IsNotShown', async () => {
  painter.offer(frame(1, { paintBeforeMs: performance.timeOrigin }));
  await decoded();
  paint();
  assert.deepEqual(log, ['stale 1']);
});

test('restart_NumbersBeginAnew_PaintsTheFirstOfThem', async () => {
  painter.offer(frame(50));
  await decoded();
  paint();
  painter.restart();
  painter.offer(frame(1));
  await decoded();
  paint();
  assert.deepEqual(log, ['painted 50', 'painted 1']);
});

test('restart_FrameOfTheOldConnectionStillDecoding_IsForgotten', async () => {
  painter.offer(frame(50));
  painter.restart();
  painter.offer(frame(1));
  await decoded();
  await decoded();
  paint();
  assert.deepEqual(log, ['painted 1']);
});

test('restart_FrameWaitingForTheScreen_IsForgotten', async () => {
  painter.offer(frame(50));
  await decoded();
  painter.restart();
  paint();
  assert.deepEqual(log, []);
});
