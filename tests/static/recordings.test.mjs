import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatBytes, formatLength } from '../../static/js/recordings/format.js';
import { Timeline } from '../../static/js/recordings/timeline.js';

const line = (timeMs, label) => `${JSON.stringify({ time_ms: timeMs, detections: [{ label }] })}\n`;

test('Timeline_Moment_HasTheFrameThatIsShownThen', () => {
  const timeline = Timeline.parse(line(0, 'a') + line(40, 'b') + line(1000, 'c'));
  const at = (timeMs) => timeline.at(timeMs).map(({ label }) => label).join();

  assert.deepEqual([at(0), at(39), at(40), at(999), at(1000), at(1e9)], ['a', 'a', 'b', 'b', 'c', 'c']);
  assert.deepEqual(timeline.at(-1), []);
});

test('Timeline_LastLineCutOff_IsLeftOut', () => {
  assert.equal(Timeline.parse(line(0, 'a') + line(40, 'b').slice(0, 20)).length, 1);
  assert.equal(Timeline.parse('').length, 0);
});

test('Formats_LengthAndBytes_AreShort', () => {
  assert.deepEqual([0, 59_600, 61_000, 3_725_000].map(formatLength), ['0:00', '1:00', '1:01', '1:02:05']);
  assert.deepEqual([900, 1_500_000, 2.5e9].map(formatBytes), ['1 kB', '1.5 MB', '2.5 GB']);
});
