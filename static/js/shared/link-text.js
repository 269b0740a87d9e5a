// @ts-check
import { CloseCode } from './protocol.js';

/** @import { LinkState } from './reconnecting-socket.js' */
/** @typedef {{tone: 'good' | 'warn' | 'bad' | 'none', text: string}} Status */

/**
 * The state of a connection in a word or two.
 * @param {LinkState} state
 * @param {number} nowMs
 * @returns {Status}
 */
export function describeLink(state, nowMs) {
  switch (state.kind) {
    case 'connecting': return { tone: 'warn', text: 'Connecting…' };
    case 'open': return { tone: 'good', text: 'Connected' };
    case 'stopped': return { tone: 'none', text: 'Stopped' };
    case 'waiting': {
      const seconds = Math.max(1, Math.ceil((state.retryAtMs - nowMs) / 1000));
      const text = state.closeCode === CloseCode.streamBusy ? `Link in use, again in ${seconds} s` : `Reconnecting in ${seconds} s`;
      return { tone: state.closeCode === CloseCode.streamBusy ? 'bad' : 'warn', text };
    }
  }
}

/**
 * Why a connection was lost, as a sentence.
 * @param {LinkState} state
 * @returns {string | null} null where there is nothing to say
 */
export function explainLoss(state) {
  if (state.kind !== 'waiting') return null;
  switch (state.closeCode) {
    case CloseCode.streamBusy:
      return 'Another camera is live on this link, and it cannot be taken over while it is. This page joins in as soon as that camera stops; for a second camera, make a new link on the front page.';
    case CloseCode.streamStopped: return 'This stream was stopped. This page joins in as soon as it is started again.';
    case CloseCode.streamDeleted: return 'This stream was deleted. This page begins a new one of the same name if it stays open.';
    case CloseCode.goingAway: return 'The server is restarting. This page comes back by itself.';
    case CloseCode.policyViolation: return 'The server closed the connection because too many of its messages could not be used. Reload the page; if it stays so, page and server are of different versions.';
    case CloseCode.tryAgainLater: return 'The server closed the connection because this device could not keep up. It tries again by itself.';
    default: return globalThis.navigator?.onLine === false ? 'This device is offline.' : 'The server cannot be reached. This page keeps trying.';
  }
}
