import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SendWindow } from '../../static/js/camera/send-window.js';

test('hasRoom_WindowFull_WaitsForAnAck', () => {
  const window = new SendWindow();
  window.sent(0, 100, 1000);
  window.sent(1, 110, 1000);
  assert.equal(window.hasRoom(2, 0), false);
  assert.equal(window.acked(0, 150), 50);
  assert.equal(window.hasRoom(2, 0), true);
  assert.equal(window.unacked, 1);
});

test('hasRoom_WindowShrinks_WaitsUntilBelowIt', () => {
  const window = new SendWindow();
  [0, 1, 2].forEach((frame) => window.sent(frame, 0, 10));
  window.acked(0, 1);
  assert.equal(window.hasRoom(2, 0), false);
  window.acked(1, 1);
  assert.equal(window.hasRoom(2, 0), true);
});

test('hasRoom_LastFrameStillLeaving_Waits', () => {
  const window = new SendWindow();
  window.sent(0, 0, 200_000);
  assert.equal(window.hasRoom(8, 150_000), false);
  assert.equal(window.hasRoom(8, 20_000), true);
});

test('acked_Unknown_IsNull', () => {
  const window = new SendWindow();
  window.sent(5, 0, 10);
  assert.equal(window.acked(4, 10), null);
  window.acked(5, 10);
  assert.equal(window.acked(5, 10), null);
});

test('oldestWaitMs_SeveralUnacked_IsTheFirst', () => {
  const window = new SendWindow();
  assert.equal(window.oldestWaitMs(1000), 0);
  window.sent(1, 100, 10);
  window.sent(2, 600, 10);
  assert.equal(window.oldestWaitMs(1000), 900);
});

test('reset_NewConnection_OwesNothing', () => {
  const window = new SendWindow();
  window.sent(1, 100, 1e6);
  window.reset();
  assert.equal(window.unacked, 0);
  assert.equal(window.hasRoom(1, 16_000), true);
});
