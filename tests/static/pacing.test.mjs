import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FramePacer, fitLongSide } from '../../static/js/camera/pacing.js';

/** Frames accepted a second from a camera of `cameraFps` whose ticks come unevenly by up to `unevenMs` either way. */
function acceptedFps(cameraFps, targetFps, unevenMs = 0) {
  const pacer = new FramePacer();
  const seconds = 20;
  let accepted = 0;
  for (let index = 0; index < cameraFps * seconds; index++) {
    const uneven = unevenMs * (((index * 7919) % 13) / 6 - 1);
    if (pacer.accept(1000 + (index * 1000) / cameraFps + uneven, targetFps)) accepted++;
  }
  return accepted / seconds;
}

for (const [cameraFps, targetFps, unevenMs, expected] of [
  [30, 30, 0, 30], [30, 30, 4, 30], [30, 20, 4, 20], [30, 15, 5, 15], [30, 29, 4, 29], [60, 24, 2, 24], [30, 60, 4, 30], [25, 5, 0, 5],
]) {
  test(`accept_CameraOf${cameraFps}Asked${targetFps}Uneven${unevenMs}_Sends${expected}`, () => {
    const fps = acceptedFps(cameraFps, targetFps, unevenMs);
    assert.ok(Math.abs(fps - expected) <= 0.06 * expected, `${fps}`);
  });
}

test('accept_AfterAPause_DoesNotCatchUp', () => {
  const pacer = new FramePacer();
  pacer.accept(0, 10);
  const burst = [10_000, 10_010, 10_020, 10_030].filter((atMs) => pacer.accept(atMs, 10));
  assert.deepEqual(burst, [10_000]);
});

test('fitLongSide_Smaller_IsLeftAlone', () => {
  assert.deepEqual(fitLongSide(641, 361, 1280), { width: 641, height: 361 });
});

test('fitLongSide_Larger_KeepsTheAspectAndIsEven', () => {
  assert.deepEqual(fitLongSide(1920, 1080, 1280), { width: 1280, height: 720 });
  assert.deepEqual(fitLongSide(1080, 1920, 640), { width: 360, height: 640 });
  const { width, height } = fitLongSide(1999, 1113, 901);
  assert.ok(width % 2 === 0 && height % 2 === 0 && width <= 902);
});

test('fitLongSide_VeryFlat_IsNeverEmpty', () => {
  assert.deepEqual(fitLongSide(4000, 2, 100), { width: 100, height: 2 });
});
