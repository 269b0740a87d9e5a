import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FormatChoice, h264EncodeFault } from '../../static/js/camera/format-choice.js';

/** @param {string} choice */
function ready(choice) {
  const format = new FormatChoice();
  format.choose(choice);
  format.browserSaid(null);
  format.serverSaid({ accepted: true, reason: 'It works.' });
  return format;
}

test('wanted_NothingChosen_IsJpegWithoutANote', () => {
  const format = new FormatChoice();
  assert.deepEqual([format.wanted, format.note, format.asks], ['jpeg', '', false]);
});

test('wanted_Chosen_IsAsChosen', () => {
  assert.deepEqual([ready('h264').wanted, ready('h264').note], ['h264', '']);
  assert.equal(ready('jpeg').wanted, 'jpeg');
  assert.equal(ready('nonsense').wanted, 'jpeg');
});

test('wanted_BrowserOrServerCannot_IsJpegAndSaysWhy', () => {
  const browser = ready('h264');
  browser.browserSaid('No WebCodecs.');
  const server = ready('h264');
  server.serverSaid({ accepted: false, reason: 'No ffmpeg.' });
  const older = ready('h264');
  older.serverSaid(undefined);
  assert.deepEqual([browser, server, older].map(({ wanted }) => wanted), ['jpeg', 'jpeg', 'jpeg']);
  assert.equal(browser.note, 'Sent as JPEG. No WebCodecs.');
  assert.equal(server.note, 'Sent as JPEG. No ffmpeg.');
  assert.match(older.note, /does not take it/);
});

test('faulted_IsJpegUntilChosenAgain', () => {
  const format = ready('h264');
  format.faulted('The encoder failed.');
  assert.deepEqual([format.wanted, format.note], ['jpeg', 'Sent as JPEG. The encoder failed.']);
  format.choose('h264');
  assert.equal(format.wanted, 'h264');
});

test('h264EncodeFault_NoEncoder_SaysSo', async () => {
  delete globalThis.VideoEncoder;
  assert.match(await h264EncodeFault('worker'), /no WebCodecs/);
  globalThis.VideoEncoder = class {
    static isConfigSupported = async ({ codec }) => ({ supported: codec.startsWith('avc1.42') });
  };
  assert.equal(await h264EncodeFault('worker'), null);
  assert.match(await h264EncodeFault('page'), /on the page/);
  globalThis.VideoEncoder.isConfigSupported = async () => ({ supported: false });
  assert.match(await h264EncodeFault('worker'), /does not encode/);
});
