import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WATERFALL_PARTS, labelOf, measureWaterfall, mediansOf, sumOf } from '../../static/js/shared/waterfall.js';
import { FrameJournal, paintTimes } from '../../static/js/viewer/journal.js';

const SERVER_PARTS = { capture: 12.125, camera_encode: 8.25, uplink: 20.5, wait: 0.4, decode: 1.001, inference: 18.9, annotate: 0.3, encode: 5.43, send_queue: 3.25 };
const SENT_AT = 1_641_234_567_915.125;
/** The viewer's clock is ten minutes behind the server's. */
const OFFSET_MS = 600_000;
const metadata = (more = {}) => ({
  frameNumber: 7, timestamp: SENT_AT - 70, width: 640, height: 360, inference_size: 320, detections: [], sent_at: SENT_AT, waterfall_ms: SERVER_PARTS, ...more,
});
const times = (received, decoded, painted) => ({
  receivedAtMs: SENT_AT - OFFSET_MS + received, decodedAtMs: SENT_AT - OFFSET_MS + decoded, paintedAtMs: SENT_AT - OFFSET_MS + painted,
});
const isNear = (actual, expected) => assert.ok(Math.abs(actual - expected) < 0.001, `${actual} is not ${expected}`);

test('measureWaterfall_AllKnown_AddsUpFromCaptureToPaint', () => {
  const waterfall = measureWaterfall(metadata(), times(9, 13.5, 20.25), OFFSET_MS);
  isNear(waterfall.parts.downlink, 9);
  isNear(waterfall.parts.viewer_decode, 4.5);
  isNear(waterfall.parts.paint, 6.75);
  isNear(waterfall.startMs, SENT_AT - sumOf(SERVER_PARTS));
  isNear(waterfall.totalMs, sumOf(waterfall.parts));
  isNear(waterfall.totalMs, sumOf(SERVER_PARTS) + 20.25);
});

test('measureWaterfall_ClockOffByMoreThanTheLinkTakes_IsNeverNegativeAndStillAddsUp', () => {
  const waterfall = measureWaterfall(metadata(), times(-0.8, 2, 4), OFFSET_MS);
  assert.equal(waterfall.parts.downlink, 0);
  isNear(waterfall.parts.viewer_decode, 2);
  isNear(waterfall.totalMs, sumOf(waterfall.parts));
});

test('measureWaterfall_OwnClockOrServersTimesUnknown_IsNull', () => {
  assert.equal(measureWaterfall(metadata(), times(1, 2, 3), null), null);
  assert.equal(measureWaterfall(metadata({ sent_at: null }), times(1, 2, 3), OFFSET_MS), null);
});

test('labelOf_CameraThatTellsTheCaptureOnly_SaysWhatIsFolded', () => {
  assert.equal(labelOf('uplink', SERVER_PARTS), 'uplink');
  assert.equal(labelOf('uplink', { uplink: 40 }), 'camera and uplink');
});

test('mediansOf_FramesWithAndWithoutAPart_CountsThoseThatHaveIt', () => {
  const frames = [{ uplink: 3, inference: 20 }, { uplink: 1, annotate: 2 }, { uplink: 2, inference: 10 }].map((parts) => ({ parts }));
  assert.deepEqual(Object.entries(mediansOf(frames)), [['uplink', 2], ['inference', 10], ['annotate', 2]]);
  assert.deepEqual(mediansOf([]), {});
});

test('WATERFALL_PARTS_Names_AreThoseOfTheServerInItsOrder', () => {
  const names = WATERFALL_PARTS.map(({ name }) => name);
  assert.deepEqual(names.filter((name) => name in SERVER_PARTS), Object.keys(SERVER_PARTS));
  assert.equal(new Set(WATERFALL_PARTS.map(({ colour }) => colour)).size, names.length);
});

test('painted_FrameThatArrived_IsMeasuredTracedAndToldToTheServer', () => {
  const journal = new FrameJournal();
  const { receivedAtMs, ...event } = times(9, 13.5, 20.25);
  journal.received(metadata(), receivedAtMs, 4321);
  const waterfall = journal.painted({ frameNumber: 7, ...event }, { offsetMs: OFFSET_MS, errorMs: 0.4 });

  assert.deepEqual(paintTimes(waterfall), { downlink_ms: 9, viewer_decode_ms: 4.5, paint_ms: 6.75, total_ms: 90.41 });
  const line = JSON.parse(journal.trace.toText());
  assert.equal(line.frame, 7);
  assert.equal(line.bytes, 4321);
  assert.equal(line.clock_error_ms, 0.4);
  isNear(sumOf(line.parts_ms), line.total_ms);
  assert.equal(journal.painted({ frameNumber: 7, ...event }, { offsetMs: OFFSET_MS, errorMs: 0.4 }), null);
  assert.equal(paintTimes(null), null);
});

test('trace_MoreThanFiveMinutes_KeepsTheLastFive', () => {
  const journal = new FrameJournal();
  for (let frameNumber = 0; frameNumber < 12_000; frameNumber++) {
    const at = frameNumber * 50;
    const event = { frameNumber, decodedAtMs: at + 1, paintedAtMs: at + 2 };
    journal.received(metadata({ frameNumber, sent_at: at - 1 + OFFSET_MS }), at, 1);
    journal.painted(event, { offsetMs: OFFSET_MS, errorMs: 0 });
  }
  const frames = journal.trace.toText().trim().split('\n').map((line) => JSON.parse(line).frame);
  assert.equal(journal.trace.length, 6001);
  assert.deepEqual([frames.length, frames[0], frames.at(-1)], [6001, 5999, 11_999]);
});

test('trace_FastestStream_IsBounded', () => {
  const journal = new FrameJournal();
  for (let frameNumber = 0; frameNumber < 20_000; frameNumber++) {
    journal.received(metadata({ frameNumber, sent_at: frameNumber }), frameNumber, 1);
    journal.painted({ frameNumber, decodedAtMs: frameNumber, paintedAtMs: frameNumber }, { offsetMs: 0, errorMs: 0 });
  }
  assert.equal(journal.trace.length, 18_000);
});
