import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RateMeter, SlidingMean, SlidingSum } from '../../static/js/shared/rates.js';

test('perSecond_SteadyEvents_IsTheirRate', () => {
  const meter = new RateMeter();
  for (let atMs = 0; atMs <= 5000; atMs += 40) meter.add(atMs);
  assert.ok(Math.abs(meter.perSecond(5010) - 25) < 0.01);
});

test('perSecond_EventsStop_FallsToZero', () => {
  const meter = new RateMeter();
  for (let atMs = 0; atMs <= 2000; atMs += 100) meter.add(atMs);
  const soon = meter.perSecond(2600);
  assert.ok(soon > 0 && soon < 9, `${soon}`);
  assert.equal(meter.perSecond(4500), 0);
});

test('perSecond_OneEvent_IsZero', () => {
  const meter = new RateMeter();
  meter.add(10);
  assert.equal(meter.perSecond(20), 0);
});

test('mean_OldValues_AreForgotten', () => {
  const mean = new SlidingMean(1000);
  assert.equal(mean.mean(0), null);
  mean.add(0, 100);
  mean.add(900, 10);
  assert.equal(mean.mean(950), 55);
  assert.equal(mean.mean(1500), 10);
  assert.equal(mean.mean(2000), null);
});

test('SlidingSum_Values_ArePerSecondOfTheWindow', () => {
  const sum = new SlidingSum(2000);
  for (let at = 0; at < 4000; at += 100) sum.add(at, 500);
  assert.ok(Math.abs(sum.perSecond(3900) - 5000) <= 250);
  assert.equal(sum.perSecond(9000), 0);
});
