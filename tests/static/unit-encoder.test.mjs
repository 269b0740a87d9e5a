import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { UnitEncoder } from '../../static/js/camera/unit-encoder.js';
import { encoderConfigs, unitSettings } from '../../static/js/camera/unit-settings.js';

/** Stands for the browser's encoder: gives a unit for each picture, unless told otherwise. */
class FakeEncoder {
  static last;
  static isConfigSupported = async ({ codec }) => ({ supported: codec.startsWith('avc1.42') });
  state = 'unconfigured';
  encodeQueueSize = 0;
  configs = [];
  keys = [];
  isSilent = false;

  constructor(callbacks) {
    this.callbacks = callbacks;
    FakeEncoder.last = this;
  }

  configure(config) {
    this.state = 'configured';
    this.configs.push(config);
  }

  encode({ timestamp }, { keyFrame }) {
    this.keys.push(keyFrame);
    if (this.isSilent) return;
    queueMicrotask(() => this.callbacks.output({ type: keyFrame ? 'key' : 'delta', timestamp, byteLength: 3, copyTo: () => {} }));
  }

  close() {
    this.state = 'closed';
  }
}

const HD = unitSettings({ width: 1280, height: 720 }, { jpeg_quality: 0.8, target_fps: 30 });
let closed;
let encoder;
const picture = () => ({ close: () => { closed++; } });
const encode = (settings, { key = false, nowMs = 0 } = {}) => encoder.encode(picture(), settings, key, nowMs);

beforeEach((context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  globalThis.VideoEncoder = FakeEncoder;
  globalThis.VideoFrame = class {
    constructor(_, { timestamp }) {
      this.timestamp = timestamp;
    }

    close() {}
  };
  FakeEncoder.last = null;
  closed = 0;
  encoder = new UnitEncoder();
});

/** Lets a picture that gives no unit be given up. */
async function swallowed(context, promise) {
  while (context.mock.timers && FakeEncoder.last?.keys.length !== swallowed.pictures) await Promise.resolve();
  context.mock.timers.tick(1_000);
  return promise;
}

test('encode_Pictures_AKeyFirstThenDeltasAndAKeyNowAndThen', async () => {
  const units = [];
  for (const nowMs of [0, 33, 66, 4_000, 4_033]) units.push(await encode(HD, { nowMs }));
  assert.deepEqual(units.map(({ key }) => key), [true, false, false, true, false]);
  assert.equal(closed, 5);
});

test('encode_KeyAskedFor_IsGiven', async () => {
  await encode(HD);
  assert.equal((await encode(HD, { key: true })).key, true);
  assert.equal((await encode(HD)).key, false);
});

test('encode_OtherBitrate_IsConfiguredWhenItMatters', async () => {
  await encode(HD);
  await encode({ ...HD, bitrate: HD.bitrate * 1.1 });
  assert.equal(FakeEncoder.last.configs.length, 1);
  assert.equal((await encode({ ...HD, bitrate: HD.bitrate / 2 })).key, false);
  assert.deepEqual(FakeEncoder.last.configs.map(({ bitrate }) => bitrate), [HD.bitrate, HD.bitrate / 2]);
});

test('encode_OtherSize_BeginsWithAKey', async () => {
  await encode(HD);
  assert.equal((await encode({ ...HD, width: 720, height: 1280 })).key, true);
  assert.equal(FakeEncoder.last.configs.at(-1).height, 1280);
});

test('encode_Config_IsRealtimeAnnexBOfAProfileThatIsSupported', async () => {
  await encode(HD);
  const { codec, latencyMode, avc } = FakeEncoder.last.configs[0];
  assert.deepEqual([codec, latencyMode, avc], ['avc1.42E01F', 'realtime', { format: 'annexb' }]);
});

test('encode_NoneSupported_Throws', async () => {
  const { isConfigSupported } = FakeEncoder;
  FakeEncoder.isConfigSupported = async () => ({ supported: false });
  await assert.rejects(encode(HD), /does not encode H\.264 of this size/);
  FakeEncoder.isConfigSupported = isConfigSupported;
});

test('encode_PictureSwallowed_IsNothingAndTheNextIsAKey', async (context) => {
  await encode(HD);
  FakeEncoder.last.isSilent = true;
  swallowed.pictures = 2;
  assert.equal(await swallowed(context, encode(HD)), null);
  FakeEncoder.last.isSilent = false;
  assert.equal((await encode(HD)).key, true);
});

test('encode_PicturesHeldBack_Throws', async (context) => {
  await encode(HD);
  FakeEncoder.last.isSilent = true;
  for (swallowed.pictures = 2; swallowed.pictures < 4; swallowed.pictures++) assert.equal(await swallowed(context, encode(HD)), null);
  await assert.rejects(swallowed(context, encode(HD)), /holds pictures back/);
});

test('encode_StillBusyWithAnOlderPicture_LeavesThisOneOut', async () => {
  await encode(HD);
  FakeEncoder.last.encodeQueueSize = 1;
  assert.equal(await encode(HD), null);
  assert.equal(FakeEncoder.last.keys.length, 1);
  assert.equal(closed, 2);
});

test('encode_EncoderFails_ThrowsWhy', async () => {
  await encode(HD);
  FakeEncoder.last.isSilent = true;
  const unit = encode(HD);
  while (FakeEncoder.last.keys.length < 2) await Promise.resolve();
  FakeEncoder.last.callbacks.error(new Error('out of memory'));
  await assert.rejects(unit, /out of memory/);
});

test('unitSettings_Bitrate_FollowsSizeRateAndQuality', () => {
  const of = (width, height, jpeg_quality, target_fps) => unitSettings({ width, height }, { jpeg_quality, target_fps }).bitrate;
  assert.equal(HD.bitrate, 2_764_800);
  assert.equal(of(1280, 720, 0.6, 30), HD.bitrate / 2);
  assert.equal(of(640, 360, 0.8, 30), HD.bitrate / 4);
  assert.equal(of(1280, 720, 0.8, 15), HD.bitrate / 2);
  assert.equal(of(160, 90, 0.4, 5), 150_000);
});

test('unitSettings_OddSize_IsEven', () => {
  const { width, height } = unitSettings({ width: 641, height: 361 }, { jpeg_quality: 0.8, target_fps: 30 });
  assert.deepEqual([width, height], [640, 360]);
});

test('encoderConfigs_Level_IsTheLowestThatAllowsIt', () => {
  const level = (width, height, target_fps) => encoderConfigs(unitSettings({ width, height }, { jpeg_quality: 0.8, target_fps }))[0].codec.slice(-2);
  assert.equal(level(640, 360, 30), '1E');
  assert.equal(level(1280, 720, 30), '1F');
  assert.equal(level(1280, 720, 60), '20');
  assert.equal(level(1920, 1080, 30), '28');
  assert.equal(level(1920, 1080, 60), '2A');
  assert.equal(level(3840, 2160, 60), '34');
});
