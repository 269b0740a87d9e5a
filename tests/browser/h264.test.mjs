import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { Suite, skip as cannotRun, untilAbove, untilPictureMoves, untilText } from './support/suite.mjs';

const encoders = spawnSync('ffmpeg', ['-hide_banner', '-encoders'], { encoding: 'utf8' });
const skip = cannotRun || (encoders.stdout?.includes('libx264') ? false : 'no ffmpeg with libx264 found');
/** Encoders started so far, by the server's own words. */
const STARTED = /Encoder of stream [0-9a-f]+ started: process (\d+)/g;
/** A join paints within this time, milliseconds: what a person takes for at once, many times over on a busy machine. */
const JOIN_LIMIT_MS = 5_000;

const suite = new Suite();
let browser;

/** @param {string} path */
async function open(path) {
  browser ??= await suite.browser();
  return suite.open(browser, path);
}

/** @param {import('playwright-core').Page} page @param {'jpeg' | 'h264'} codec */
async function choose(page, codec) {
  await page.selectOption('#codec', codec);
  await untilShows(page, codec);
}

/** @param {import('playwright-core').Page} page @param {'jpeg' | 'h264'} codec */
function untilShows(page, codec) {
  return page.waitForFunction((name) => document.documentElement.dataset.codec === name, codec);
}

test('Viewer_H264Chosen_PlaysDecodedInTheWorker', { skip }, async () => {
  const page = await open('/view/demo');
  await choose(page, 'h264');
  await untilAbove(page, '#s-fps', 3);
  await untilText(page, '#s-codec', /H\.264/);
  await untilAbove(page, '#s-detections', 0);
  await untilPictureMoves(page);

  assert.equal(await page.getAttribute('html', 'data-renderer'), 'worker');
  assert.equal(await page.isVisible('#codec-note'), false);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Viewer_TenJoinsInARow_EachPaints', { skip }, async () => {
  const first = await open('/view/demo');
  await choose(first, 'h264');
  const times = [];
  for (let join = 0; join < 10; join++) {
    const page = await open('/view/demo');
    await untilShows(page, 'h264');
    times.push(await page.evaluate(() => Math.round(performance.now())));
    await page.close();
  }
  assert.ok(Math.max(...times) < JOIN_LIMIT_MS, `first H.264 picture after ${times} ms`);
  await first.close();
});

test('Viewer_SwitchedBackAndForth_GoesOn', { skip }, async () => {
  const page = await open('/view/demo');
  for (let change = 0; change < 3; change++) {
    await choose(page, 'h264');
    await choose(page, 'jpeg');
  }
  await untilPictureMoves(page);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Viewer_EncoderKilled_ShowsJpegAndThenH264Again', { skip }, async () => {
  const page = await open('/view/demo');
  await choose(page, 'h264');
  for (let kill = 0; kill < 3; kill++) {
    const before = [...suite.server.output.matchAll(STARTED)];
    process.kill(Number(before.at(-1)[1]), 'SIGKILL');
    await untilShows(page, 'jpeg');
    await untilShows(page, 'h264');
    assert.ok([...suite.server.output.matchAll(STARTED)].length > before.length);
  }
  await page.close();
});

test('Viewer_ServerWithoutFfmpeg_ShowsJpegAndSaysWhy', { skip: cannotRun }, async () => {
  const { RelayServer } = await import('./support/relay-server.mjs');
  const server = await RelayServer.start({ args: ['--demo', '--H264:FfmpegPath=no-such-ffmpeg'] });
  try {
    const page = await open(`${server.origin}/view/demo`);
    await page.selectOption('#codec', 'h264');
    await untilText(page, '#codec-note', /H\.264 is not offered: no-such-ffmpeg was not found/);
    await untilShows(page, 'jpeg');
    await untilPictureMoves(page);
    await page.close();
  } finally {
    await server.kill();
  }
});
