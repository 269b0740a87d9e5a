import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Suite, skip as cannotRun, untilText } from './support/suite.mjs';
import { tempFolder } from './support/temp.mjs';

const encoders = spawnSync('ffmpeg', ['-hide_banner', '-encoders'], { encoding: 'utf8' });
const skip = cannotRun || (encoders.stdout?.includes('libx264') ? false : 'no ffmpeg with libx264 found');
/** Where the picture of the page goes. */
const folder = process.env.SCREENSHOTS ?? tempFolder('screenshots');
/** Shortest recording that has several key frames to jump between, seconds. */
const LENGTH_S = 6;

const suite = new Suite();
let browser;

/** @param {string} path */
async function open(path) {
  browser ??= await suite.browser();
  return suite.open(browser, path);
}

/** How many pixels of the overlay are drawn on. @param {import('playwright-core').Page} page */
function drawnPixels(page) {
  return page.evaluate(() => {
    const canvas = document.querySelector('#boxes');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let drawn = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at] > 0) drawn++;
    return drawn;
  });
}

/** Waits until the boxes of the shown frame are drawn. @param {import('playwright-core').Page} page */
function untilBoxes(page) {
  return page.waitForFunction(() => Number(document.querySelector('#boxes').dataset.boxes) > 0);
}

/** Records the demo for a while. @param {import('playwright-core').Page} page */
async function record(page) {
  await page.click('#record:enabled');
  await page.waitForFunction((seconds) => {
    const text = document.querySelector('.recording .facts-line')?.textContent ?? '';
    const length = /^(\d+):(\d+)/.exec(text);
    return length !== null && Number(length[1]) * 60 + Number(length[2]) >= seconds;
  }, LENGTH_S, { timeout: 60_000 });
  await untilText(page, '#state', /^Recording$/);
  await page.click('#record');
  await untilText(page, '#state', /^Not recording$/);
  await page.locator('.recording .danger:enabled').first().waitFor();
}

test('Recordings_DemoStream_IsRecordedPlayedSoughtAndDeleted', { skip }, async () => {
  const page = await open('/recordings/demo');
  await untilText(page, '#empty', /Nothing has been recorded/);
  await record(page);

  await page.locator('.recording').getByRole('button', { name: 'Play' }).click();
  await page.waitForFunction(() => document.querySelector('#video').readyState >= 2);
  assert.ok(await page.evaluate(() => document.querySelector('#video').duration) >= LENGTH_S, 'the length is known at once');
  await page.evaluate(() => document.querySelector('#video').play());
  await page.waitForFunction(() => document.querySelector('#video').currentTime > 0.5);
  await untilBoxes(page);

  await page.evaluate(() => { const video = document.querySelector('#video'); video.pause(); video.currentTime = 4.5; });
  await page.waitForFunction(() => { const video = document.querySelector('#video'); return !video.seeking && video.readyState >= 2 && video.currentTime === 4.5; });
  await untilBoxes(page);
  assert.ok(await drawnPixels(page) > 1000, 'boxes are drawn over the picture');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, 'recordings.png') });
  await page.uncheck('#show-boxes');
  assert.equal(await drawnPixels(page), 0);

  page.on('dialog', (dialog) => dialog.accept());
  await page.locator('.recording').getByRole('button', { name: 'Delete' }).click();
  await page.locator('.recording').waitFor({ state: 'detached' });
  assert.equal(await page.isVisible('#player'), false);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Recordings_LastSecondsHeld_AreSavedByOneClick', { skip }, async () => {
  const page = await open('/recordings/demo');
  await page.check('#buffer:enabled');
  await untilText(page, '#state', /Ready to save/);
  // Refused until a first picture is held.
  for (let status = 0; status !== 201;) {
    const [answer] = await Promise.all([page.waitForResponse(/recording\/last$/), page.click('#save-last:enabled')]);
    status = answer.status();
  }
  await untilText(page, '.recording .facts-line', /saved afterwards/);
  await page.uncheck('#buffer');
  await untilText(page, '#state', /Not recording/);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Recordings_RuleByClass_IsRecordedWhileItIsSeen', { skip }, async () => {
  const page = await open('/recordings/demo');
  await page.selectOption('#mode:enabled', 'class');
  await page.fill('#classes', 'star, circle');
  await page.click('#apply-rule');
  await untilText(page, '#detail', /Recorded while it shows star, circle/);
  await untilText(page, '#state', /^Recording$/);
  await page.selectOption('#mode', 'on_demand');
  await untilText(page, '#state', /^Not recording$/);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Recordings_ServerWithoutFfmpeg_SaysWhy', { skip: cannotRun }, async () => {
  const { RelayServer } = await import('./support/relay-server.mjs');
  const server = await RelayServer.start({ args: ['--demo', '--H264:FfmpegPath=no-such-ffmpeg'] });
  try {
    const page = await open(`${server.origin}/recordings/demo`);
    await untilText(page, '#notice', /Recording needs ffmpeg.*no-such-ffmpeg was not found/);
    assert.equal(await page.isDisabled('#record'), true);
    await page.close();
  } finally {
    await server.kill();
  }
});
