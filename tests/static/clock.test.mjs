import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClockFilter } from '../../static/js/shared/clock.js';

/** A ping over a way out and a way back, to a server whose clock is ahead. */
function ping(filter, { at, outMs, backMs, aheadMs, servedMs = 0 }) {
  const t1 = at + outMs + aheadMs;
  return filter.add(at, t1, t1 + servedMs, at + outMs + servedMs + backMs);
}

test('offsetMs_BeforeTheFirstSample_IsNull', () => {
  assert.equal(new ClockFilter().offsetMs, null);
});

test('offsetMs_EvenWay_IsExact', () => {
  const filter = new ClockFilter();
  ping(filter, { at: 1000, outMs: 20, backMs: 20, aheadMs: 250, servedMs: 3 });
  assert.equal(filter.offsetMs, 250);
  assert.equal(filter.roundTripMs, 40);
});

test('offsetMs_OneFastSampleAmongSlowUnevenOnes_IsTheFastOnes', () => {
  const filter = new ClockFilter();
  ping(filter, { at: 1000, outMs: 300, backMs: 10, aheadMs: -70 });
  ping(filter, { at: 3000, outMs: 4, backMs: 4, aheadMs: -70 });
  ping(filter, { at: 5000, outMs: 10, backMs: 500, aheadMs: -70 });
  assert.equal(filter.offsetMs, -70);
});

test('offsetMs_ClockDrifts_FollowsWithinTenSamples', () => {
  const filter = new ClockFilter();
  ping(filter, { at: 0, outMs: 1, backMs: 1, aheadMs: 0 });
  for (let at = 2000; at <= 20_000; at += 2000) ping(filter, { at, outMs: 5, backMs: 5, aheadMs: 40 });
  assert.equal(filter.offsetMs, 40);
});

test('add_TimesThatCannotBelongTogether_AreRefused', () => {
  const filter = new ClockFilter();
  assert.equal(filter.add(1000, 1010, 1010, 999), false);
  assert.equal(filter.add(1000, 1010, 1009, 1020), false);
  assert.equal(filter.add(1000, 1010, 1500, 1020), false);
  assert.equal(filter.add(Number.NaN, 1010, 1010, 1020), false);
  assert.equal(filter.offsetMs, null);
});

test('reset_AfterSamples_ForgetsThem', () => {
  const filter = new ClockFilter();
  ping(filter, { at: 0, outMs: 1, backMs: 1, aheadMs: 9 });
  filter.reset();
  assert.equal(filter.offsetMs, null);
});
