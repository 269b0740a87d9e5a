import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fakeCamera } from './support/chromium.mjs';
import { makeClip, personModel } from './support/clip.mjs';
import { Suite, skip as cannotRun, statsOf, untilAbove, untilPictureMoves, untilText } from './support/suite.mjs';

const skip = cannotRun || (spawnSync('ffmpeg', ['-version']).status === 0 ? false : 'no ffmpeg found');

let clip;
const suite = new Suite({
  args: ['--demo', ...(personModel ? ['--model', personModel] : [])],
  prepare: async ({ server }) => { clip = await makeClip(server.origin); },
});

/**
 * A browser whose camera plays the clip, with the camera page started in H.264.
 * @param {string} path of the camera page, or a whole address
 * @param {(page: import('playwright-core').Page) => Promise<unknown>} [prepare]
 */
async function startCamera(path, prepare = async () => {}) {
  const browser = await suite.browser({ args: fakeCamera(clip.file) });
  const page = await browser.newPage();
  const events = [];
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => events.push(typeof payload === 'string' ? JSON.parse(payload) : { type: 'picture', bytes: payload }));
    socket.on('framereceived', ({ payload }) => events.push(JSON.parse(payload)));
  });
  await prepare(page);
  await page.goto(new URL(path, suite.server.origin).href);
  await page.selectOption('#format', 'h264');
  await page.click('#start');
  return { browser, page, events };
}

/** @param {object[]} events @returns {{metadata: object, bytes: Buffer}[]} the pairs that a page sent */
function pairsOf(events) {
  const sent = events.filter(({ type }) => type === 'frame_metadata' || type === 'picture');
  return sent.flatMap((event, index) => (event.type === 'picture' ? [{ metadata: sent[index - 1], bytes: event.bytes }] : []));
}

test('Camera_H264Chosen_ReachesANormalViewerWithBoxes', { skip }, async () => {
  const { browser, page, events } = await startCamera('/camera/uplink');
  await untilText(page, '#sent-format', /^H\.264$/);
  await untilAbove(page, '#sent-rate', 3);
  const viewer = await suite.open(browser, '/view/uplink');
  await untilAbove(viewer, '#s-fps', 1);
  await untilPictureMoves(viewer);
  if (clip.shows === 'shapes' || personModel) await untilAbove(viewer, '#s-detections', 0);
  await untilAbove(page, '#processed', 40);

  const units = pairsOf(events).filter(({ metadata }) => metadata.format === 'h264');
  assert.ok(units.length > 40 && units[0].metadata.key === true, 'begins with a key frame');
  for (const { bytes } of units) assert.deepEqual([...bytes.subarray(0, 3)], [0, 0, 0], 'Annex B');
  const deltas = units.filter(({ metadata }) => metadata.key === false);
  assert.ok(deltas.length > units.length / 2, `${deltas.length} deltas of ${units.length}`);
  const refused = events.filter(({ type, status }) => type === 'error' || status === 'failed');
  assert.equal((await statsOf(suite, 'uplink')).frames.failed, 0, JSON.stringify(refused));
  assert.equal(await page.isVisible('#format-note'), false);
  assert.deepEqual(viewer.faults, []);
  await browser.close();
});

test('Camera_SwitchedBackAndForth_GoesOn', { skip }, async () => {
  const { browser, page } = await startCamera('/camera/switching');
  await untilText(page, '#sent-format', /^H\.264$/);
  for (let change = 0; change < 3; change++) {
    await page.selectOption('#format', 'jpeg');
    await untilText(page, '#sent-format', /^JPEG$/);
    await page.selectOption('#format', 'h264');
    await untilText(page, '#sent-format', /^H\.264$/);
  }
  const before = Number(await page.textContent('#processed'));
  await untilAbove(page, '#processed', before + 5);
  assert.equal((await statsOf(suite, 'switching')).frames.failed, 0);
  await browser.close();
});

test('Camera_OtherResolutionWhileSendingH264_GoesOnWithAKeyFrame', { skip }, async () => {
  const { browser, page, events } = await startCamera('/camera/turned');
  await untilText(page, '#sent-size', /×/);
  await page.selectOption('#resolution', '640x360');
  await untilText(page, '#sent-size', /^640 × 360$/);
  const before = Number(await page.textContent('#processed'));
  await untilAbove(page, '#processed', before + 5);
  const first = pairsOf(events).find(({ metadata }) => metadata.width === 640 && metadata.format === 'h264');
  assert.equal(first.metadata.key, true);
  await browser.close();
});

test('Camera_EncoderFails_SendsJpegAndSaysSo', { skip }, async () => {
  const broken = (page) => page.route('**/js/camera/unit-encoder.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\nVideoEncoder.prototype.encode = () => { throw new Error('broken'); };\n` });
  });
  const { browser, page } = await startCamera('/camera/broken', broken);
  await untilText(page, '#format-note', /^Sent as JPEG\. .*broken/);
  await untilText(page, '#sent-format', /^JPEG$/);
  await untilAbove(page, '#processed', 3);
  await browser.close();
});

test('Camera_ServerWithoutFfmpeg_SendsJpegAndSaysWhy', { skip: cannotRun }, async () => {
  const { RelayServer } = await import('./support/relay-server.mjs');
  const server = await RelayServer.start({ args: ['--demo', '--H264:FfmpegPath=no-such-ffmpeg'] });
  try {
    const { browser, page } = await startCamera(`${server.origin}/camera/plain`);
    await untilText(page, '#format-note', /^Sent as JPEG\. no-such-ffmpeg was not found/);
    await untilText(page, '#sent-format', /^JPEG$/);
    await untilAbove(page, '#processed', 3);
    await browser.close();
  } finally {
    await server.kill();
  }
});
