import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ViewerFeedback, frameDelay, paintBefore } from '../../static/js/viewer/feedback.js';
import { FramePairing } from '../../static/js/viewer/pairing.js';

const metadata = (frameNumber, more = {}) => ({ frameNumber, processed_at: 2000, capture_time_server_ms: null, ...more });
const pair = (frameMetadata, atMs) => ({ metadata: frameMetadata, picture: new ArrayBuffer(1000), spanMs: 2, pictureAtMs: atMs + 2 });

test('frameDelay_ServerKnowsTheCaptureTime_IsOnTheServersClock', () => {
  const delay = frameDelay(metadata(1, { capture_time_server_ms: 1950 }), 1000, 1030);
  assert.deepEqual(delay, { fromCaptureMs: 80, fromServerMs: 30 });
});

test('frameDelay_NoCaptureTime_KnowsTheServersPartOnly', () => {
  assert.deepEqual(frameDelay(metadata(1), 1000, 1030), { fromCaptureMs: null, fromServerMs: 30 });
});

test('frameDelay_OwnClockUnknown_IsUnknown', () => {
  assert.deepEqual(frameDelay(metadata(1, { capture_time_server_ms: 1950 }), 1000, null), { fromCaptureMs: null, fromServerMs: null });
});

test('frameDelay_ClocksDisagreeByAHair_IsNotNegative', () => {
  assert.equal(frameDelay(metadata(1), 1000, 998).fromServerMs, 0);
});

test('paintBefore_CaptureTimeKnown_IsThatPlusTheLimitOnTheOwnClock', () => {
  assert.equal(paintBefore(metadata(1, { capture_time_server_ms: 1950 }), 30, 500), 2420);
});

test('paintBefore_NoCaptureTime_CountsFromTheArrivalAtTheServer', () => {
  assert.equal(paintBefore(metadata(1, { processing_time_ms: 40 }), 30, 500), 2430);
});

test('paintBefore_OwnClockUnknown_IsUnknown', () => {
  assert.equal(paintBefore(metadata(1, { capture_time_server_ms: 1950 }), null, 500), null);
});

test('report_PaintedFrames_SaysRateAndDelay', () => {
  const feedback = new ViewerFeedback();
  for (let index = 0; index < 50; index++) {
    feedback.received(pair(metadata(index, { capture_time_server_ms: index * 40, processed_at: index * 40 + 10 }), index * 40 + 15), 0);
    feedback.painted(index, index * 40 + 25, 0);
  }
  assert.deepEqual(feedback.report(49 * 40 + 25, 1), { type: 'performance_stats', fps: 25, latency: 25, queueSize: 1, show_ms: 8 });
  assert.equal(feedback.counts.painted, 50);
  assert.equal(feedback.shown.frameNumber, 49);
});

test('report_NothingKnown_LeavesTheDelayOut', () => {
  assert.deepEqual(new ViewerFeedback().report(0, 0), { type: 'performance_stats', fps: 0, queueSize: 0 });
});

test('report_SecondInARow_SaysWhatFramesMetOnTheLink', () => {
  const feedback = new ViewerFeedback();
  feedback.report(0, 0);
  feedback.received(pair(metadata(1, { processed_at: 110 }), 14), 100);
  feedback.received(pair(metadata(2, { processed_at: 160 }), 70), 100);
  feedback.painted(2, 90, 100);
  const { received_fps, frame_bytes, arrival_ms, receive_ms, slowest_receive_kbps, highest_wait_ms, show_ms } = feedback.report(250, 0);
  assert.deepEqual(
    [received_fps, frame_bytes, arrival_ms, receive_ms, slowest_receive_kbps, highest_wait_ms, show_ms],
    [8, 1000, 9, 2, 4000, 10, 18]);
  assert.equal(feedback.report(500, 0).received_fps, undefined);
});

test('painted_UnknownFrame_IsIgnored', () => {
  const feedback = new ViewerFeedback();
  feedback.painted(5, 0, 0);
  assert.equal(feedback.counts.painted, 0);
});

test('onBinary_AfterMetadata_IsAPairOnce', () => {
  const pairing = new FramePairing();
  const picture = new ArrayBuffer(4);
  assert.equal(pairing.onBinary(picture), null);
  pairing.onMetadata(metadata(7), 10);
  assert.deepEqual(pairing.onBinary(picture, 14), { metadata: metadata(7), picture, spanMs: 4, pictureAtMs: 14 });
  assert.equal(pairing.onBinary(picture), null);
});

test('reset_BetweenTheHalves_DiscardsThePair', () => {
  const pairing = new FramePairing();
  pairing.onMetadata(metadata(7));
  pairing.reset();
  assert.equal(pairing.onBinary(new ArrayBuffer(1)), null);
});
