import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LatestSlot } from '../../static/js/shared/latest-slot.js';

test('put_Occupied_DropsTheOlder', () => {
  const dropped = [];
  const slot = new LatestSlot((value) => dropped.push(value));
  slot.put('a');
  slot.put('b');
  assert.deepEqual(dropped, ['a']);
  assert.equal(slot.take(), 'b');
});

test('take_Twice_GivesTheValueOnce', () => {
  const dropped = [];
  const slot = new LatestSlot((value) => dropped.push(value));
  slot.put(0);
  assert.equal(slot.isEmpty, false);
  assert.equal(slot.take(), 0);
  assert.equal(slot.take(), null);
  assert.equal(slot.isEmpty, true);
  assert.deepEqual(dropped, []);
});

test('clear_Occupied_DropsIt', () => {
  const dropped = [];
  const slot = new LatestSlot((value) => dropped.push(value));
  slot.put(7);
  slot.clear();
  slot.clear();
  assert.deepEqual(dropped, [7]);
});
