import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fakeCamera } from './support/chromium.mjs';
import { makeClip, personModel } from './support/clip.mjs';
import { paintsOf, recordPaints } from './support/paints.mjs';
import { Suite, skip as cannotRun, untilAbove, untilPictureMoves, untilText } from './support/suite.mjs';

const encoders = spawnSync('ffmpeg', ['-hide_banner', '-encoders'], { encoding: 'utf8' });
const skip = cannotRun || (encoders.stdout?.includes('libx264') ? false : 'no ffmpeg with libx264 found');
/** Encoders started so far, by the server's own words. */
const STARTED = /Encoder of stream [0-9a-f]+ started: process (\d+)/g;
/** Joins paint, and changes are over, within this time, milliseconds: what a person takes for at once, many times over. */
const LIMIT_MS = 5_000;
/** A machine that is so busy that JPEGs take long is given this many times as long. */
const JPEG_TIMES = 10;

let clip;
const suite = new Suite({
  args: personModel ? ['--demo', '--model', personModel] : ['--demo'],
  prepare: async ({ server }) => { clip = await makeClip(server.origin); },
});
let browser;

/** @param {string} path */
async function open(path) {
  if (!browser) {
    browser = await suite.browser({ args: fakeCamera(clip.file) });
    await recordPaints(browser);
  }
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

/** Milliseconds from each to the next. @param {{atMs: number}[]} paints */
function gapsOf(paints) {
  return paints.slice(1).map(({ atMs }, index) => Math.round(atMs - paints[index].atMs));
}

test('Viewer_H264Chosen_PlaysDecodedInTheWorker', { skip }, async () => {
  const page = await open('/view/demo');
  await choose(page, 'h264');
  await untilAbove(page, '#s-fps', 1);
  await untilText(page, '#s-codec', /H\.264/);
  await untilAbove(page, '#s-detections', 0);
  await untilPictureMoves(page);

  assert.equal(await page.getAttribute('html', 'data-renderer'), 'worker');
  assert.equal(await page.isVisible('#codec-note'), false);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Viewer_PedestriansInH264_PlayWithBoxes', { skip }, async (context) => {
  const camera = await open('/camera/walk');
  await camera.click('#start');
  await untilAbove(camera, '#processed', 5);
  const page = await open('/view/walk');
  await choose(page, 'h264');
  await untilText(page, '#s-codec', /H\.264/);
  if (clip.shows === 'shapes' || personModel) await untilAbove(page, '#s-detections', 3);
  await untilPictureMoves(page);

  assert.equal(await page.getAttribute('html', 'data-renderer'), 'worker');
  assert.deepEqual([...camera.faults, ...page.faults], []);
  context.diagnostic(`the camera shows ${clip.shows}; ${await page.textContent('#s-detections')} detections, ${await page.textContent('#s-fps')} fps`);
  await page.close();
  await camera.close();
});

test('Viewer_TenJoinsInARow_EachPaints', { skip }, async (context) => {
  const first = await open('/view/demo');
  await choose(first, 'h264');
  const times = [];
  for (let join = 0; join < 10; join++) {
    const page = await open('/view/demo');
    await untilShows(page, 'h264');
    const { openedAtMs, paints } = await paintsOf(page);
    const [any, unit] = [paints[0], paints.find(({ codec }) => codec === 'h264')].map(({ atMs }) => Math.round(atMs - openedAtMs));
    assert.ok(unit < Math.max(LIMIT_MS, JPEG_TIMES * any), `any picture after ${any} ms, H.264 after ${unit} ms`);
    times.push(unit);
    await page.close();
  }
  context.diagnostic(`first H.264 picture ${times} ms after the socket opened`);
  await first.close();
});

test('Viewer_SwitchedBackAndForth_PaintsOn', { skip }, async (context) => {
  const page = await open('/view/demo');
  await untilAbove(page, '#s-fps', 1);
  const startMs = await page.evaluate(() => performance.now());
  for (let change = 0; change < 3; change++) {
    await choose(page, 'h264');
    await choose(page, 'jpeg');
  }
  const { paints } = await paintsOf(page);
  const gaps = gapsOf(paints.filter(({ atMs }) => atMs >= startMs));
  const usual = gapsOf(paints.filter(({ atMs }) => atMs < startMs));
  context.diagnostic(`${gaps.length} frames in six changes, at most ${Math.max(...gaps)} ms between two`);
  assert.ok(Math.max(...gaps) < Math.max(LIMIT_MS, JPEG_TIMES * Math.max(...usual)), `${gaps}; before the changes ${usual}`);
  await untilPictureMoves(page);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Viewer_EncoderKilled_ShowsJpegAndThenH264Again', { skip }, async () => {
  const page = await open('/view/demo');
  await choose(page, 'h264');
  for (let kill = 0; kill < 3; kill++) {
    const before = [...suite.server.output.matchAll(STARTED)];
    const { paints } = await paintsOf(page);
    process.kill(Number(before.at(-1)[1]), 'SIGKILL');
    // By what was painted: JPEGs are shown for half a second, which a look at the page may miss.
    await page.waitForFunction((count) => {
      const codecs = globalThis.recordedPaints.paints.slice(count).map(({ codec }) => codec);
      return codecs.includes('jpeg') && codecs.lastIndexOf('h264') > codecs.indexOf('jpeg');
    }, paints.length);
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
