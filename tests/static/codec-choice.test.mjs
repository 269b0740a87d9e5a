import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CodecChoice } from '../../static/js/viewer/codec-choice.js';

/** @param {string} hostname @param {string} [choice] */
function ready(hostname, choice = 'auto') {
  const codec = new CodecChoice(hostname);
  codec.browserSaid(null);
  codec.choose(choice);
  return codec;
}

test('wanted_Automatic_IsH264AcrossANetworkOnly', () => {
  assert.equal(ready('192.168.1.7').wanted, 'h264');
  assert.equal(ready('127.0.0.1').wanted, 'jpeg');
  assert.equal(ready('localhost').wanted, 'jpeg');
});

test('wanted_Chosen_IsAsChosen', () => {
  assert.equal(ready('localhost', 'h264').wanted, 'h264');
  assert.equal(ready('192.168.1.7', 'jpeg').wanted, 'jpeg');
  assert.equal(ready('192.168.1.7', 'nonsense').wanted, 'h264');
});

test('wanted_BrowserCannot_IsJpegAndSaysWhy', () => {
  const codec = ready('192.168.1.7', 'h264');
  codec.browserSaid('no WebCodecs');
  assert.equal(codec.wanted, 'jpeg');
  assert.equal(codec.note, 'no WebCodecs');
});

test('note_ServerCannot_SaysWhyUntilReconnected', () => {
  const codec = ready('192.168.1.7');
  codec.serverSaid({ type: 'codec', codec: 'jpeg', reason: 'no ffmpeg' });
  assert.equal(codec.note, 'H.264 is not offered: no ffmpeg');
  codec.choose('jpeg');
  assert.equal(codec.note, '');
  codec.choose('h264');
  codec.reconnected();
  assert.equal(codec.note, '');
});

test('faulted_TooOften_GivesUpUntilChosenAgain', () => {
  const codec = ready('192.168.1.7');
  for (let fault = 0; fault < 4; fault++) assert.equal(codec.faulted(fault * 1000), true);
  assert.equal(codec.faulted(4000), false);
  assert.equal(codec.wanted, 'jpeg');
  assert.match(codec.note, /did not keep up/);
  codec.choose('h264');
  assert.equal(codec.wanted, 'h264');
});

test('faulted_NowAndThen_GoesOn', () => {
  const codec = ready('192.168.1.7');
  for (let fault = 0; fault < 20; fault++) assert.equal(codec.faulted(fault * 10_000), true);
});
