import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_STREAM_CONFIG, parseServerMessage } from '../../static/js/shared/protocol.js';

const parse = (message) => parseServerMessage(JSON.stringify(message));
const frame = {
  type: 'frame_metadata', timestamp: 1641234567890, frameNumber: 123, width: 1920, height: 1080, format: 'jpeg',
  processing_time_ms: 25.5, processed_at: 1641234567915, inference_size: 640, confidence_threshold: 0.25,
  detections: [{ class_id: 0, label: 'person', confidence: 0.91, box: [1, 2, 3, 4] }],
  timings_ms: { queue: 0.4, inference: 18.2 },
};

for (const text of ['', '{', '[]', 'null', '"x"', '12', '{"type":7}', '{"type":"news"}', '{}']) {
  test(`parseServerMessage_${JSON.stringify(text)}_IsNull`, () => assert.equal(parseServerMessage(text), null));
}

test('parseServerMessage_StreamConfig_IsRead', () => {
  const config = { type: 'stream_config', target_fps: 12.5, jpeg_quality: 0.6, max_long_side_px: 960, window: 3, viewer_count: 4 };
  assert.deepEqual(parse({ ...config, news: true }), config);
});

test('parseServerMessage_StreamConfigWithoutOrWithWrongFields_TakesDefaults', () => {
  assert.deepEqual(parse({ type: 'stream_config', target_fps: 'fast', window: null }), DEFAULT_STREAM_CONFIG);
});

test('parseServerMessage_StreamConfigOutOfRange_IsClampedToWhatACameraCanDo', () => {
  const config = parse({ type: 'stream_config', target_fps: 0, jpeg_quality: 9, max_long_side_px: -1, window: 0, viewer_count: -3 });
  assert.ok(config.target_fps > 0);
  assert.equal(config.jpeg_quality, 1);
  assert.equal(config.max_long_side_px, 16);
  assert.equal(config.window, 1);
  assert.equal(config.viewer_count, 0);
});

test('parseServerMessage_FrameAck_NeedsNumberAndOutcome', () => {
  assert.deepEqual(parse({ type: 'frame_ack', frameNumber: 3, outcome: 'dropped' }), { type: 'frame_ack', frameNumber: 3, outcome: 'dropped' });
  assert.equal(parse({ type: 'frame_ack', frameNumber: 3.5, outcome: 'dropped' }), null);
  assert.equal(parse({ type: 'frame_ack', frameNumber: 3, outcome: 'eaten' }), null);
});

test('parseServerMessage_ClockPong_NeedsThreeTimes', () => {
  assert.deepEqual(parse({ type: 'clock_pong', t0: 1, t1: 2, t2: 3 }), { type: 'clock_pong', t0: 1, t1: 2, t2: 3 });
  assert.equal(parse({ type: 'clock_pong', t0: 1, t1: '2', t2: 3 }), null);
});

test('parseServerMessage_ClockPongToTheMicrosecond_IsReadSo', () => {
  const pong = { type: 'clock_pong', t0: 1, t1: 1641234567890, t2: 1641234567891 };
  assert.deepEqual(parse({ ...pong, t1_us: 1641234567890250, t2_us: 1641234567891125 }), { ...pong, t1: 1641234567890.25, t2: 1641234567891.125 });
  assert.deepEqual(parse({ ...pong, t1_us: 'soon' }), pong);
});

test('parseServerMessage_Frame_IsReadWithItsOptionalCaptureTime', () => {
  const { format: _, ...expected } = frame;
  assert.deepEqual(parse(frame), { ...expected, capture_time_server_ms: null, waterfall_ms: {}, sent_at: null });
  assert.equal(parse({ ...frame, capture_time_server_ms: 1641234567880.25 }).capture_time_server_ms, 1641234567880.25);
});

test('parseServerMessage_FrameWithItsWaterfall_IsReadInOrder', () => {
  const waterfall_ms = { uplink: 4.5, wait: 0.4, decode: 'long', send_queue: 0.2 };
  const read = parse({ ...frame, waterfall_ms, sent_at: 1641234567916.125 });
  assert.deepEqual(Object.entries(read.waterfall_ms), [['uplink', 4.5], ['wait', 0.4], ['send_queue', 0.2]]);
  assert.equal(read.sent_at, 1641234567916.125);
});

test('parseServerMessage_FrameWithBadDetections_KeepsTheGoodOnes', () => {
  const detections = [null, 7, {}, { box: [1, 2, 3] }, { box: [1, 2, 3, 'x'] }, frame.detections[0]];
  assert.deepEqual(parse({ ...frame, detections }).detections, frame.detections);
  assert.deepEqual(parse({ ...frame, detections: 'none' }).detections, []);
});

test('parseServerMessage_FrameWithoutNumberOrTime_IsNull', () => {
  assert.equal(parse({ ...frame, frameNumber: -1 }), null);
  assert.equal(parse({ ...frame, timestamp: null }), null);
});

test('parseServerMessage_FrameTimings_KeepsNumbersOnly', () => {
  assert.deepEqual(parse({ ...frame, timings_ms: { decode: 1, encode: null } }).timings_ms, { decode: 1 });
  assert.deepEqual(parse({ ...frame, timings_ms: 4 }).timings_ms, {});
});

test('parseServerMessage_KeyRequest_IsKnown', () => {
  assert.deepEqual(parseServerMessage('{"type":"key_request","reason":1}'), { type: 'key_request' });
});
