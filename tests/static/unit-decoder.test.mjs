import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { UnitDecoder } from '../../static/js/viewer/unit-decoder.js';

/** Stands for the browser's decoder: what it was given, and what the test lets it give back. */
class FakeDecoder {
  static last;
  state = 'unconfigured';
  decodeQueueSize = 0;
  chunks = [];

  constructor(callbacks) {
    this.callbacks = callbacks;
    FakeDecoder.last = this;
  }

  configure(config) {
    this.state = 'configured';
    this.config = config;
  }

  decode(chunk) {
    this.chunks.push(chunk);
  }

  close() {
    this.state = 'closed';
  }
}

let log;
let decoder;
const frame = (frameNumber, key, codec = 'avc1.640020') => ({ frameNumber, picture: new ArrayBuffer(1), unit: { key, codec }, boxes: null });

beforeEach(() => {
  globalThis.VideoDecoder = FakeDecoder;
  globalThis.EncodedVideoChunk = class {
    constructor(init) {
      Object.assign(this, init);
    }
  };
  FakeDecoder.last = null;
  log = [];
  decoder = new UnitDecoder({
    onDecoded: ({ frameNumber }) => log.push(`decoded ${frameNumber}`),
    onUndecodable: ({ frameNumber }) => log.push(`undecodable ${frameNumber}`),
    onNeedsKey: (reason) => log.push(`needs key: ${reason}`),
  });
});

test('offer_DeltaFirst_AsksForAKeyOnce', () => {
  decoder.offer(frame(1, false));
  decoder.offer(frame(2, false));
  assert.deepEqual(log, ['needs key: no key frame', 'undecodable 1', 'undecodable 2']);
});

test('offer_KeyThenDelta_BothGoInAndComeOutByTheirNumbers', () => {
  decoder.offer(frame(7, true));
  decoder.offer(frame(8, false));
  FakeDecoder.last.callbacks.output({ timestamp: 7, close() {} });
  FakeDecoder.last.callbacks.output({ timestamp: 8, close() {} });
  assert.deepEqual(FakeDecoder.last.chunks.map(({ type, timestamp }) => [type, timestamp]), [['key', 7], ['delta', 8]]);
  assert.deepEqual(FakeDecoder.last.config, { codec: 'avc1.640020', optimizeForLatency: true });
  assert.deepEqual(log, ['decoded 7', 'decoded 8']);
});

test('offer_QueueGrows_BeginsAnewWithAKey', () => {
  decoder.offer(frame(1, true));
  FakeDecoder.last.decodeQueueSize = 9;
  decoder.offer(frame(2, false));
  decoder.offer(frame(3, false));
  decoder.offer(frame(4, true));
  assert.deepEqual(log, ['undecodable 1', 'undecodable 2', 'needs key: decoder behind', 'undecodable 3']);
  assert.equal(FakeDecoder.last.chunks.length, 1);
});

test('offer_AnotherCodec_ConfiguresAnew', () => {
  decoder.offer(frame(1, true));
  const first = FakeDecoder.last;
  decoder.offer(frame(2, true, 'avc1.42C01F'));
  assert.equal(first.state, 'closed');
  assert.equal(FakeDecoder.last.config.codec, 'avc1.42C01F');
  assert.deepEqual(log, ['undecodable 1']);
});

test('discard_FramesInside_AreForgottenAndTheNextMustBeAKey', () => {
  decoder.offer(frame(1, true));
  decoder.discard();
  decoder.offer(frame(2, false));
  assert.deepEqual(log, ['needs key: no key frame', 'undecodable 2']);
});

test('offer_DecoderSwallowsUnits_TheOldestAreGivenUp', () => {
  decoder.offer(frame(1, true));
  for (let number = 2; number <= 66; number++) decoder.offer(frame(number, false));
  assert.deepEqual(log, ['undecodable 1', 'undecodable 2']);
});

test('error_OfTheDecoder_AsksForAKey', () => {
  decoder.offer(frame(1, true));
  FakeDecoder.last.callbacks.error(new Error('broken'));
  assert.deepEqual(log, ['undecodable 1', 'needs key: broken']);
});

test('output_OfAFrameLongForgotten_IsClosed', () => {
  let closed = false;
  decoder.offer(frame(1, true));
  FakeDecoder.last.callbacks.output({ timestamp: 99, close: () => { closed = true; } });
  assert.equal(closed, true);
  assert.deepEqual(log, []);
});
