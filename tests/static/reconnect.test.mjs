import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CloseCode } from '../../static/js/shared/protocol.js';
import { BUSY_DELAY_MS, FIRST_DELAY_MS, LONGEST_DELAY_MS, reconnectDelayMs } from '../../static/js/shared/reconnect.js';

test('reconnectDelayMs_FirstAttempt_IsShort', () => {
  assert.equal(reconnectDelayMs(0, 1006, 0), FIRST_DELAY_MS);
});

test('reconnectDelayMs_EachAttempt_WaitsLongerUpToTheLongest', () => {
  const delays = Array.from({ length: 12 }, (_, attempt) => reconnectDelayMs(attempt, 1006, 0));
  for (let index = 1; index < delays.length; index++) {
    assert.ok(delays[index] > delays[index - 1] || delays[index] === LONGEST_DELAY_MS, `${delays}`);
  }
  assert.equal(delays.at(-1), LONGEST_DELAY_MS);
});

test('reconnectDelayMs_ManyAttempts_StaysFinite', () => {
  assert.equal(reconnectDelayMs(1e9, 1006, 0), LONGEST_DELAY_MS);
});

test('reconnectDelayMs_Random_SpreadsButNeverVanishes', () => {
  const soonest = reconnectDelayMs(3, 1006, 0.999);
  const latest = reconnectDelayMs(3, 1006, 0);
  assert.ok(soonest < latest * 0.7 && soonest > latest * 0.5, `${soonest} of ${latest}`);
});

test('reconnectDelayMs_LinkInUse_DoesNotKnock', () => {
  assert.equal(reconnectDelayMs(0, CloseCode.streamBusy, 0), BUSY_DELAY_MS);
});

test('reconnectDelayMs_PolicyViolation_WaitsLongest', () => {
  assert.equal(reconnectDelayMs(0, CloseCode.policyViolation, 0), LONGEST_DELAY_MS);
});
