import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClockFilter } from '../../static/js/shared/clock.js';

/** A ping over a way out and a way back, to a server whose clock is ahead. */
function ping(filter, { at, outMs, backMs, aheadMs, servedMs = 0 }) {
  const t1 = at + outMs + aheadMs;
  return filter.add(at, t1, t1 + servedMs, at + outMs + servedMs + backMs);
}

/** A random number generator that gives the same numbers each time (mulberry32). */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Ten minutes of pings over ways with random queues; calls `check` after each. */
function simulate({ driftPpm = 0, outMs = 20, backMs = 20, queueMs = 0, seed = 1 }, check) {
  const random = seeded(seed);
  const filter = new ClockFilter();
  for (let at = 0; at <= 600_000; at += 2000) {
    const aheadMs = 600_000 + (at * driftPpm) / 1e6;
    const [out, back] = [outMs + queueMs * random() ** 3, backMs + queueMs * random() ** 3];
    ping(filter, { at, outMs: out, backMs: back, aheadMs });
    check({ at, filter, sampleMs: aheadMs + (out - back) / 2, truthMs: (nowMs) => 600_000 + (nowMs * driftPpm) / 1e6 });
  }
}

test('estimate_BeforeTheFirstSample_IsNull', () => {
  assert.equal(new ClockFilter().estimate(0), null);
  assert.equal(new ClockFilter().roundTripMs, null);
});

test('estimate_EvenWay_IsExactWithinHalfTheRoundTrip', () => {
  const filter = new ClockFilter();
  assert.equal(ping(filter, { at: 1000, outMs: 20, backMs: 20, aheadMs: 600_000, servedMs: 3 }), 'taken');
  assert.deepEqual(filter.estimate(1021.5), { offsetMs: 600_000, errorMs: 20 });
  assert.equal(filter.roundTripMs, 40);
});

test('estimate_OneFastSampleAmongSlowUnevenOnes_IsTheFastOnes', () => {
  const filter = new ClockFilter();
  ping(filter, { at: 1000, outMs: 300, backMs: 10, aheadMs: -70 });
  ping(filter, { at: 3000, outMs: 4, backMs: 4, aheadMs: -70 });
  ping(filter, { at: 5000, outMs: 10, backMs: 500, aheadMs: -70 });
  const { offsetMs, errorMs } = filter.estimate(5500);
  assert.ok(Math.abs(offsetMs + 70) < 0.2 && errorMs < 4.2, `${offsetMs} ± ${errorMs}`);
});

test('estimate_AllTheWayUneven_IsOffByNoMoreThanItsError', () => {
  for (const [outMs, backMs] of [[50, 0], [0, 50], [200, 20]]) {
    simulate({ outMs, backMs, queueMs: 30, seed: 7 }, ({ at, filter, truthMs }) => {
      const { offsetMs, errorMs } = filter.estimate(at + 250);
      assert.ok(Math.abs(offsetMs - truthMs(at + 250)) <= errorMs + 1e-6, `${at}: ${offsetMs} ± ${errorMs}`);
      assert.ok(errorMs <= (outMs + backMs) / 2 + 60, `${errorMs}`);
    });
  }
});

test('estimate_BusyLink_IsFarBetterThanItsTypicalSample', () => {
  let [pings, errors, rawErrors] = [0, 0, 0];
  simulate({ outMs: 5, backMs: 5, queueMs: 200, seed: 3 }, ({ at, filter, truthMs, sampleMs }) => {
    pings++;
    errors += Math.abs(filter.estimate(at).offsetMs - truthMs(at));
    rawErrors += Math.abs(sampleMs - truthMs(at));
  });
  assert.ok(errors < rawErrors / 5, `${errors / pings} against ${rawErrors / pings}`);
});

test('estimate_SteadyDrift_IsFollowedBetweenPings', () => {
  for (const driftPpm of [-200, -50, 50, 200]) {
    simulate({ driftPpm, outMs: 1, backMs: 1, queueMs: 2, seed: 5 }, ({ at, filter, truthMs }) => {
      if (at < 60_000) return;
      assert.ok(Math.abs(filter.drift * 1e6 - driftPpm) < 30, `${filter.drift} for ${driftPpm}`);
      assert.ok(Math.abs(filter.estimate(at + 2000).offsetMs - truthMs(at + 2000)) < 1);
    });
  }
});

test('drift_NoisyLinkWithoutDrift_IsNotInvented', () => {
  simulate({ outMs: 30, backMs: 30, queueMs: 150, seed: 11 }, ({ filter }) => assert.ok(Math.abs(filter.drift) < 60e-6, `${filter.drift}`));
});

test('add_ClockSetWhileRunning_IsNoticedAndOldSamplesForgotten', () => {
  for (const stepMs of [-600_000, -120, 120, 3_600_000]) {
    const filter = new ClockFilter();
    for (let at = 0; at < 20_000; at += 2000) ping(filter, { at, outMs: 30, backMs: 25, aheadMs: 40 });
    assert.equal(ping(filter, { at: 20_000, outMs: 40, backMs: 35, aheadMs: 40 + stepMs }), 'stepped');
    const { offsetMs, errorMs } = filter.estimate(20_100);
    assert.ok(Math.abs(offsetMs - 40 - stepMs) <= 2.6 && Math.abs(errorMs - 37.5) < 0.01, `${offsetMs} ± ${errorMs}`);
    assert.equal(filter.roundTripMs, 75);
  }
});

test('add_OwnClockSet_IsNoticed', () => {
  const filter = new ClockFilter();
  for (let at = 0; at < 20_000; at += 2000) ping(filter, { at, outMs: 5, backMs: 5, aheadMs: 0 });
  assert.equal(ping(filter, { at: 20_000 - 600_000, outMs: 5, backMs: 5, aheadMs: 600_000 }), 'stepped');
  assert.equal(filter.estimate(20_000 - 600_000).offsetMs, 600_000);
});

test('add_LinkThatOnlySlowsDown_IsNoStep', () => {
  const filter = new ClockFilter();
  for (let at = 0; at < 20_000; at += 2000) assert.equal(ping(filter, { at, outMs: 1, backMs: 1, aheadMs: 0 }), 'taken');
  for (let at = 20_000; at < 90_000; at += 2000) assert.equal(ping(filter, { at, outMs: 400, backMs: 1, aheadMs: 0 }), 'taken');
});

test('estimate_OldSamples_AreForgottenAfterAMinute', () => {
  const filter = new ClockFilter();
  ping(filter, { at: 0, outMs: 1, backMs: 1, aheadMs: 0 });
  for (let at = 2000; at <= 62_000; at += 2000) ping(filter, { at, outMs: 40, backMs: 20, aheadMs: 0 });
  assert.equal(filter.roundTripMs, 60);
});

test('add_TimesThatCannotBelongTogether_AreRefused', () => {
  const filter = new ClockFilter();
  assert.equal(filter.add(1000, 1010, 1010, 999), 'refused');
  assert.equal(filter.add(1000, 1010, 1009, 1020), 'refused');
  assert.equal(filter.add(1000, 1010, 1500, 1020), 'refused');
  assert.equal(filter.add(Number.NaN, 1010, 1010, 1020), 'refused');
  assert.equal(filter.estimate(1000), null);
});

test('reset_AfterSamples_ForgetsThem', () => {
  const filter = new ClockFilter();
  ping(filter, { at: 0, outMs: 1, backMs: 1, aheadMs: 9 });
  filter.reset();
  assert.equal(filter.estimate(0), null);
});
