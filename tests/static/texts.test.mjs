import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeCameraError, describeServerError } from '../../static/js/camera/problems.js';
import { isLoopback, isSecureForThisMachineOnly, randomToken, secureAddress, shareAddress, tokenOfPath } from '../../static/js/shared/addresses.js';
import { formatBitRate, formatClock, formatMs } from '../../static/js/shared/format.js';
import { describeLink, explainLoss } from '../../static/js/shared/link-text.js';
import { CloseCode } from '../../static/js/shared/protocol.js';
import { verdictOf } from '../../static/js/phone/checks.js';

const server = (urls) => ({ https: { enabled: urls.length > 0, urls } });

test('describeCameraError_EachKnownCause_HasItsOwnTitle', () => {
  const names = ['NotAllowedError', 'NotFoundError', 'NotReadableError', 'OverconstrainedError', 'Whatever'];
  assert.equal(new Set(names.map((name) => describeCameraError(name).title)).size, names.length);
});

test('describeCameraError_Denied_IsNotAskedAgainByItself', () => {
  assert.equal(describeCameraError('NotAllowedError').retries, false);
  assert.equal(describeCameraError('NotReadableError').retries, true);
});

test('describeServerError_Unknown_SaysTheServersWords', () => {
  assert.equal(describeServerError('new_code', 'Explained.'), 'Explained.');
  assert.match(describeServerError('new_code', ''), /new_code/);
});

test('randomToken_IsAWellFormedTokenEachTimeAnother', () => {
  const tokens = Array.from({ length: 200 }, randomToken);
  assert.ok(tokens.every((token) => /^[A-Za-z0-9_-]{12,64}$/.test(token)));
  assert.equal(new Set(tokens).size, tokens.length);
});

test('secureAddress_Several_PrefersOneInTheNetwork', () => {
  assert.equal(secureAddress(server(['https://localhost:8443', 'https://192.168.1.5:8443']), '/camera/a'), 'https://192.168.1.5:8443/camera/a');
  assert.equal(secureAddress(server(['https://127.0.0.1:8443']), '/'), 'https://127.0.0.1:8443/');
  assert.equal(secureAddress(server([]), '/'), null);
  assert.equal(secureAddress(null, '/'), null);
});

test('shareAddress_PageIsSecureAndReachable_IsItsOwn', () => {
  assert.equal(shareAddress('https://cam.example:8443', server(['https://10.0.0.1:8443']), '/view/a'), 'https://cam.example:8443/view/a');
  assert.equal(shareAddress('http://localhost:8080', server(['https://10.0.0.1:8443']), '/view/a'), 'https://10.0.0.1:8443/view/a');
  assert.equal(shareAddress('http://localhost:8080', server([]), '/view/a'), 'http://localhost:8080/view/a');
});

test('isSecureForThisMachineOnly_AnyAddressInTheNetwork_IsNot', () => {
  assert.equal(isSecureForThisMachineOnly(server(['https://localhost:8443', 'https://127.0.0.1:8443'])), true);
  assert.equal(isSecureForThisMachineOnly(server(['https://localhost:8443', 'https://10.0.0.2:8443'])), false);
  assert.equal(isSecureForThisMachineOnly(server([])), false);
  assert.equal(isSecureForThisMachineOnly(null), false);
});

test('isLoopback_Names_AreToldApart', () => {
  assert.ok(['localhost', 'a.localhost', '127.0.0.1', '127.9.9.9', '[::1]'].every(isLoopback));
  assert.ok(!['cam.example', '128.0.0.1', '127.0.0.1.example'].some(isLoopback));
});

test('tokenOfPath_TrailingSlash_IsIgnored', () => {
  assert.equal(tokenOfPath('/camera/a-b_9'), 'a-b_9');
  assert.equal(tokenOfPath('/camera/x/'), 'x');
});

test('describeLink_Waiting_CountsDown', () => {
  const state = { kind: 'waiting', retryAtMs: 3500, closeCode: 1006, closeReason: '' };
  assert.deepEqual(describeLink(state, 1000), { tone: 'warn', text: 'Reconnecting in 3 s' });
  assert.equal(describeLink({ ...state, closeCode: CloseCode.streamBusy }, 1000).tone, 'bad');
});

test('explainLoss_EachCloseCode_HasItsOwnSentence', () => {
  const sentences = [1001, 1006, 1008, 1013, 4409].map((closeCode) => explainLoss({ kind: 'waiting', retryAtMs: 0, closeCode, closeReason: '' }));
  assert.equal(new Set(sentences).size, sentences.length);
  assert.equal(explainLoss({ kind: 'open' }), null);
});

test('format_Numbers_AreShort', () => {
  assert.deepEqual([null, 4.26, 48.4, 12_345].map(formatMs), ['–', '4.3 ms', '48 ms', '12.3 s']);
  assert.equal(formatBitRate(250_000), '2.0 Mbit/s');
});

test('formatClock_SmallAndLargeOffsets_TellTheirError', () => {
  const clocks = [null, { offsetMs: -0.46, errorMs: 0.31 }, { offsetMs: 600_012.3, errorMs: 20.4 }];
  assert.deepEqual(clocks.map(formatClock), ['–', '-0.5 ms ± 0.3 ms', '600.01 s ± 20 ms']);
});

test('verdictOf_OnlyASecureAnsweringPageWithACamera_IsGood', () => {
  const all = { secure: true, server: true, camera: true };
  assert.equal(verdictOf(all, true, true).tone, 'good');
  for (const missing of Object.keys(all)) assert.notEqual(verdictOf({ ...all, [missing]: false }, true, true).tone, 'good');
  assert.equal(verdictOf(all, false, true).offersSecure, true);
});
