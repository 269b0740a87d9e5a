import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { repeatPicture } from './support/repeat.mjs';
import { Suite, skip, untilText } from './support/suite.mjs';

const suite = new Suite();
let browser;
const ends = [];
after(() => ends.forEach((end) => end()));

/** @param {string} path */
async function open(path) {
  browser ??= await suite.browser();
  return suite.open(browser, path);
}

/** A camera that repeats one picture of the demo stream. @param {string} token */
async function repeatDemo(token) {
  const picture = await (await fetch(`${suite.server.origin}/view/demo/snapshot.jpg?raw=1`)).arrayBuffer();
  ends.push(await repeatPicture(suite.server.origin, token, new Uint8Array(picture), 10));
}

/** @param {import('playwright-core').Page} page @param {string} token @param {RegExp} pattern of the line below its picture */
function untilPlays(page, token, pattern = /fps · .*ms · .*Mbit/) {
  return untilText(page, `[data-token="${token}"] footer`, pattern);
}

/** Waits until so many watch the demo stream, by the server's count. @param {import('playwright-core').Page} page @param {number} count */
function untilViewers(page, count) {
  return page.waitForFunction(
    async (wanted) => (await (await fetch('/api/camera/demo/stats')).json()).viewer_count === wanted, count, { polling: 200 });
}

test('Wall_StreamsNamed_PlaySideBySide', { skip }, async () => {
  await repeatDemo('second');
  const page = await open('/wall?tokens=demo,second,nobody-there');
  await untilPlays(page, 'demo');
  await untilPlays(page, 'second');
  await untilText(page, '[data-token="nobody-there"] .note', /Waiting for the camera/);

  assert.equal(await page.locator('.tile').count(), 3);
  await page.waitForFunction(() => [...document.querySelectorAll('.note')].filter((note) => note.checkVisibility()).length === 1);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Wall_TileOfAFewHundredPixels_GetsASmallPicture', { skip }, async () => {
  const page = await open('/wall?tokens=demo,nobody-there');
  await page.waitForFunction(() => document.querySelector('[data-token="demo"] canvas')?.width === 640);
  await page.close();
});

test('Wall_TileScrolledAway_GivesItsStreamUpAndTakesItAgain', { skip }, async () => {
  const others = Array.from({ length: 30 }, (_, index) => `other-${index}`);
  const page = await open(`/wall?tokens=demo,${others}`);
  await untilPlays(page, 'demo');
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await untilText(page, '[data-token="demo"] .pill', /Stopped/);
  await untilViewers(page, 0);
  await page.evaluate(() => scrollTo(0, 0));
  await untilText(page, '[data-token="demo"] .pill', /Live/);
  await untilViewers(page, 1);
  await page.close();
});

test('Wall_TileClicked_LeadsToTheFullView', { skip }, async () => {
  const page = await open('/wall?tokens=demo');
  await untilPlays(page, 'demo');
  await page.click('[data-token="demo"]');
  await page.waitForURL(/\/view\/demo$/);
  await page.close();
});

test('Wall_NoStreamNamed_ShowsThoseOfTheFrontPage', { skip }, async () => {
  const page = await open('/wall');
  await untilPlays(page, 'demo');
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Wall_NothingToShow_SaysHowToNameStreams', { skip }, async () => {
  const page = await open('/wall?tokens=');
  await page.locator('#empty').waitFor();
  assert.equal(await page.locator('.tile').count(), 0);
  await page.close();
});
