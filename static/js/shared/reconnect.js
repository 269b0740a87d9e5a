// @ts-check
import { CloseCode } from './protocol.js';

/** First wait after a lost connection, milliseconds: a restarted server is back within a second or two. */
export const FIRST_DELAY_MS = 400;
/** Longest wait, milliseconds: the time a person is willing to look at "reconnecting". */
export const LONGEST_DELAY_MS = 8_000;
/** Wait while another camera is live on the link, milliseconds: long enough not to be a knocking, short enough to take over soon. */
export const BUSY_DELAY_MS = 5_000;
/** Growth from one attempt to the next. */
const GROWTH = 1.7;
/** Part of each wait that is random, so that the pages of a whole audience do not come back in the same instant. */
const JITTER = 0.4;
/** A connection that lived this long counts as a success: the next loss starts again at the first wait, milliseconds. */
export const HEALTHY_AFTER_MS = 4_000;

/**
 * The reconnect policy: how long to wait before the next attempt.
 * @param {number} attempt 0 for the first attempt after a healthy connection
 * @param {number} closeCode the close code of the lost connection
 * @param {number} random uniform in [0, 1)
 * @returns {number} milliseconds
 */
export function reconnectDelayMs(attempt, closeCode, random) {
  const grown = FIRST_DELAY_MS * GROWTH ** Math.min(attempt, 20);
  const atLeast = shortestDelayMs(closeCode);
  const base = Math.min(LONGEST_DELAY_MS, Math.max(atLeast, grown));
  return Math.round(base * (1 - JITTER * random));
}

/** @param {number} closeCode @returns {number} milliseconds */
function shortestDelayMs(closeCode) {
  switch (closeCode) {
    case CloseCode.streamBusy:
    case CloseCode.streamStopped: return BUSY_DELAY_MS;
    case CloseCode.streamDeleted:
    case CloseCode.policyViolation: return LONGEST_DELAY_MS;
    case CloseCode.tryAgainLater: return 2 * FIRST_DELAY_MS;
    default: return 0;
  }
}
