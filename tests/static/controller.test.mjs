import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepPath } from '../../static/js/controller/step-chart.js';
import { formatAgo, formatPoint } from '../../static/js/controller/texts.js';

const time = { from: 1000, to: 2000 };
const scale = { low: 0, high: 100 };

test('stepPath_Steps_HoldUntilTheNextAndToTheEnd', () => {
  const path = stepPath([{ at: 1000, value: 100 }, { at: 1500, value: 0 }], time, scale);
  assert.equal(path, 'M0,8H300V84H600');
});

test('stepPath_StepsBeforeTheTime_BeginAtItsEdge', () => {
  assert.equal(stepPath([{ at: -50, value: 50 }, { at: 200, value: 100 }], time, scale), 'M0,46H0V8H600');
});

test('stepPath_NoStep_IsEmpty', () => {
  assert.equal(stepPath([], time, scale), '');
});

test('formatAgo_Seconds_AreRoundedToWhatOneReads', () => {
  assert.deepEqual([400, 59_000, 61_000, 3_700_000, -5].map(formatAgo), ['0 s ago', '59 s ago', '1 min ago', '1 h ago', '0 s ago']);
});

test('formatPoint_Alternative_NamesEverySetting', () => {
  const text = formatPoint({ inference_size: 480, target_fps: 30, jpeg_quality: 0.7, max_long_side_px: 960, utility: 0.9, delay_ms: 90, verdict: '' });
  assert.equal(text, '480 px at 30 fps, quality 0.7, 960 px side');
});
