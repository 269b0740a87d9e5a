import assert from 'node:assert/strict';
import { test } from 'node:test';
import { repeatPicture } from './support/repeat.mjs';
import { Suite, skip, until, untilAbove, untilPictureMoves, untilText } from './support/suite.mjs';

const suite = new Suite();
let browser;

/** @param {string} path */
async function open(path) {
  browser ??= await suite.browser();
  return suite.open(browser, path);
}

/** Makes a page believe that it was hidden or shown. */
function setHidden(page, hidden) {
  return page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

test('Viewer_DemoStream_ShowsMovingDetectionsAndStatistics', { skip }, async () => {
  const page = await open('/view/demo');
  await untilText(page, '#link-state', /Live/);
  await untilAbove(page, '#s-fps', 1);
  await untilAbove(page, '#s-detections', 0);
  await untilText(page, '#s-delay', /ms/);
  await untilText(page, '#s-delay-label', /^capture to screen$/);
  await page.locator('#waiting').waitFor({ state: 'hidden' });
  await untilText(page, '#s-model', /shapes/);
  await untilText(page, '#s-stages', /inference/);
  await untilPictureMoves(page);

  assert.equal(await page.getAttribute('html', 'data-renderer'), 'worker');
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Viewer_DemoStream_AcksReportsAndAsksForTheTime', { skip }, async () => {
  browser ??= await suite.browser();
  const page = await browser.newPage();
  const sent = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(JSON.parse(payload))));
  await page.goto(`${suite.server.origin}/view/demo`);
  await untilAbove(page, '#s-fps', 1);
  const all = (name) => sent.filter(({ type }) => type === name);
  await until(() => all('frame_ack').length > 10 && all('clock_ping').length >= 4, () => `${sent.length} texts sent`);
  await until(
    () => all('performance_stats').some(({ fps, latency, queueSize }) => fps > 0 && latency > 0 && queueSize >= 0),
    () => JSON.stringify(all('performance_stats')));

  const acks = all('frame_ack').map(({ frameNumber }) => frameNumber);
  assert.ok(acks.every((number, index) => index === 0 || number > acks[index - 1]), 'acks rise');
  assert.deepEqual(sent.find(({ type }) => type === 'subscribe'), { type: 'subscribe', overlay: 'burned', max_fps: 60, codec: 'jpeg' });
  await page.close();
});

test('Viewer_BoxesDrawnHere_FillTheScreensResolution', { skip }, async () => {
  const page = await open('/view/demo');
  await untilAbove(page, '#s-fps', 1);
  await page.selectOption('#overlay', 'data');
  await page.waitForFunction(() => {
    const canvas = document.querySelector('#picture');
    return canvas.width !== 1280 && Math.abs(canvas.width - canvas.clientWidth * devicePixelRatio) < 2;
  });
  await untilPictureMoves(page);

  assert.deepEqual(page.faults, []);
  await page.selectOption('#overlay', 'burned');
  await page.close();
});

test('Viewer_AskedForFewerFrames_GetsFewer', { skip }, async () => {
  const page = await open('/view/small');
  // Small, so that every machine has more than five of them a second.
  const picture = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(160, 120);
    canvas.getContext('2d').fillRect(40, 30, 80, 60);
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer())];
  });
  const end = await repeatPicture(suite.server.origin, 'small', Uint8Array.from(picture), 20);
  await untilAbove(page, '#s-fps', 8);
  await page.selectOption('#max-fps', '5');
  await page.waitForFunction(() => Number.parseFloat(document.querySelector('#s-fps').textContent) < 6.5);
  await untilAbove(page, '#s-fps', 2);
  await page.selectOption('#max-fps', '60');
  end();
  await page.close();
});

test('Viewer_HiddenForLong_GivesTheStreamUpAndComesBack', { skip }, async () => {
  const page = await open('/view/demo');
  await untilAbove(page, '#s-fps', 1);
  await setHidden(page, true);
  await untilText(page, '#link-state', /Stopped/);
  await setHidden(page, false);
  await untilText(page, '#link-state', /Live/);
  await untilPictureMoves(page);
  await page.close();
});

test('Viewer_NoCamera_InvitesOne', { skip }, async () => {
  const page = await open('/view/nobody-here');
  await untilText(page, '#waiting-title', /Waiting for the camera/);
  await page.waitForFunction(() => document.querySelector('#invite-qr').naturalWidth > 0);

  assert.equal(await page.getAttribute('#camera-link', 'href'), '/camera/nobody-here');
  assert.equal(await page.getAttribute('a[data-output=mjpeg]', 'href'), '/view/nobody-here/mjpeg');
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Viewer_StatisticsToggled_StayAsChosen', { skip }, async () => {
  const page = await open('/view/demo');
  await page.click('#toggle-stats');
  assert.equal(await page.isVisible('#stats'), false);
  await page.reload();
  await untilText(page, '#link-state', /Live/);
  assert.equal(await page.isVisible('#stats'), false);
  await page.click('#toggle-stats');
  assert.equal(await page.isVisible('#stats'), true);
  await page.close();
});

test('Viewer_WithoutOffscreenCanvas_PaintsOnThePage', { skip }, async () => {
  browser ??= await suite.browser();
  const page = await browser.newPage();
  await page.addInitScript(() => {
    delete globalThis.OffscreenCanvas;
    delete HTMLCanvasElement.prototype.transferControlToOffscreen;
  });
  await page.goto(`${suite.server.origin}/view/demo`);
  await untilAbove(page, '#s-fps', 1);
  assert.equal(await page.getAttribute('html', 'data-renderer'), 'page');
  await page.close();
});

test('Viewer_EarlierPagesClosed_AreNoLongerCounted', { skip }, async () => {
  const page = await open('/view/demo');
  await untilAbove(page, '#s-fps', 1);
  await untilText(page, '#s-viewers', /^1$/);
  await page.close();
});
