import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeCamera } from './support/chromium.mjs';
import { makeClip, personModel } from './support/clip.mjs';
import { Suite, skip, statsOf, untilAbove, untilPictureMoves, untilText } from './support/suite.mjs';

let clip;
const suite = new Suite({
  args: personModel ? ['--demo', '--model', personModel] : ['--demo'],
  prepare: async ({ server }) => { clip = await makeClip(server.origin); },
});

/** A browser whose camera plays the clip, with the camera page started. */
async function startCamera(token, options = {}) {
  const browser = await suite.browser({ args: fakeCamera(clip.file), ...options });
  const page = await suite.open(browser, `/camera/${token}`);
  await page.click('#start');
  return { browser, page };
}

test('Camera_Clip_ReachesAViewerWithDetections', { skip }, async () => {
  const { browser, page } = await startCamera('walk');
  await untilText(page, '#link-state', /Connected/);
  await untilAbove(page, '#sent-rate', 3);
  const viewer = await suite.open(browser, '/view/walk');
  await untilAbove(viewer, '#s-fps', 1);
  await untilPictureMoves(viewer);
  await untilText(page, '#viewers', /^1$/);
  await untilAbove(page, '#processed', 20);
  await untilText(page, '#round-trip', /ms/);
  if (clip.shows === 'shapes' || personModel) await untilAbove(viewer, '#s-detections', 0);

  const stats = await statsOf(suite, 'walk');
  assert.equal(stats.frames.failed, 0);
  assert.equal(stats.camera_connected, true);
  assert.deepEqual([...page.faults, ...viewer.faults], []);
  await browser.close();
});

test('Camera_Pedestrians_AreBoxedAsPersons', { skip: skip || (personModel ? false : 'no YOLOv8n weights here') }, async (context) => {
  if (clip.shows !== 'person') return context.skip('no video of pedestrians here');
  const { browser, page } = await startCamera('persons');
  await untilAbove(page, '#processed', 3);
  const viewer = await browser.newPage();
  const labels = new Promise((resolve) => {
    viewer.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => {
      const message = typeof payload === 'string' ? JSON.parse(payload) : {};
      if (message.detections?.length > 5) resolve(message.detections.map(({ label }) => label));
    }));
  });
  await viewer.goto(`${suite.server.origin}/view/persons`);
  const persons = (await labels).filter((label) => label === 'person');
  assert.ok(persons.length > 5, `${persons.length} persons`);
  await browser.close();
});

test('Camera_FramesAndAcks_KeepToTheContract', { skip }, async () => {
  const browser = await suite.browser({ args: fakeCamera(clip.file) });
  const page = await browser.newPage();
  const startMs = Date.now();
  const events = [];
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => events.push(typeof payload === 'string' ? JSON.parse(payload) : { type: 'jpeg', bytes: payload }));
    socket.on('framereceived', ({ payload }) => events.push(JSON.parse(payload)));
  });
  await page.goto(`${suite.server.origin}/camera/contract`);
  await page.click('#start');
  await untilAbove(page, '#processed', 25);

  let unacked = 0;
  let window = 1;
  let last = -1;
  let awaitsJpeg = false;
  for (const event of events) {
    if (event.type === 'stream_config') window = Math.max(window, event.window);
    if (event.type === 'frame_ack') unacked--;
    if (event.type === 'frame_metadata') {
      assert.equal(awaitsJpeg, false, 'a pair in a pair');
      assert.ok(event.frameNumber > last && Number.isInteger(event.timestamp));
      assert.ok(event.timestamp >= startMs && event.timestamp <= Date.now());
      last = event.frameNumber;
      awaitsJpeg = true;
    }
    if (event.type === 'jpeg') {
      assert.equal(awaitsJpeg, true, 'a JPEG without metadata');
      assert.ok(isBaseline(event.bytes), 'baseline JPEG');
      awaitsJpeg = false;
      unacked++;
      assert.ok(unacked <= window, `${unacked} unacked of ${window}`);
    }
  }
  assert.ok(events.some(({ type, offset_ms }) => type === 'clock_ping' && typeof offset_ms === 'number'));
  await browser.close();
});

/** @param {Buffer} jpeg @returns {boolean} whether its first frame header is SOF0 */
function isBaseline(jpeg) {
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const marker = jpeg[at + 1];
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return marker === 0xc0;
  }
  return false;
}

test('Camera_PressedWhileScriptsStart_LosesNoPress', { skip }, async () => {
  const browser = await suite.browser({ args: fakeCamera(clip.file) });
  await browser.addInitScript(() => {
    const request = navigator.locks.request.bind(navigator.locks);
    const started = new Promise((resolve) => { globalThis.letStart = resolve; });
    navigator.locks.request = (...args) => started.then(() => request(...args));
  });
  const page = await suite.open(browser, '/camera/early');
  assert.equal(await page.isDisabled('#start'), true);
  const press = page.click('#start');
  await page.evaluate(() => globalThis.letStart());
  await press;
  await untilAbove(page, '#processed', 3);
  await browser.close();
});

test('Camera_Stopped_LetsGoOfCameraAndLink', { skip }, async () => {
  const { browser, page } = await startCamera('stopping');
  await untilAbove(page, '#processed', 2);
  await page.click('#stop');
  await page.waitForSelector('#intro');
  assert.equal(await page.evaluate(() => document.querySelector('#preview').srcObject), null);
  await page.waitForFunction(async () => !(await (await fetch('/api/camera/stopping/stats')).json()).camera_connected);
  await page.click('#start');
  await untilText(page, '#link-state', /Connected/);
  await untilAbove(page, '#sent-rate', 1);
  await browser.close();
});

test('Camera_OtherResolution_IsSent', { skip }, async () => {
  const { browser, page } = await startCamera('resolution');
  await untilText(page, '#sent-size', /×/);
  await page.selectOption('#resolution', '640x360');
  await untilText(page, '#sent-size', /^640 × 360$/);
  await browser.close();
});

test('Camera_TrackEnds_IsOpenedAnew', { skip }, async () => {
  const { browser, page } = await startCamera('ended');
  await untilAbove(page, '#processed', 2);
  await page.evaluate(() => {
    const preview = document.querySelector('#preview');
    preview.dataset.first = preview.srcObject.id;
    preview.srcObject.getTracks().forEach((track) => track.stop());
  });
  await page.waitForFunction(() => {
    const { srcObject, dataset } = document.querySelector('#preview');
    return srcObject && srcObject.id !== dataset.first && srcObject.active;
  });
  const before = Number(await page.textContent('#processed'));
  await untilAbove(page, '#processed', before + 5);
  await browser.close();
});

test('Camera_WithoutOffscreenCanvas_EncodesOnThePage', { skip }, async () => {
  const browser = await suite.browser({ args: fakeCamera(clip.file) });
  const page = await browser.newPage();
  await page.addInitScript(() => delete globalThis.OffscreenCanvas);
  await page.goto(`${suite.server.origin}/camera/onpage`);
  await page.click('#start');
  await untilAbove(page, '#processed', 5);
  assert.equal(await page.textContent('#failed'), '0');
  await browser.close();
});

test('Camera_SecondOnTheLink_IsToldAndFollowsWhenTheFirstStops', { skip }, async () => {
  const first = await startCamera('busy');
  await untilAbove(first.page, '#processed', 2);
  const second = await startCamera('busy');
  await untilText(second.page, '#notice', /Another camera is live/);
  await untilText(second.page, '#link-state', /Link in use/);
  await first.page.click('#stop');
  await untilText(second.page, '#link-state', /Connected/);
  await untilAbove(second.page, '#processed', 2);
  await first.browser.close();
  await second.browser.close();
});

test('Camera_Reloaded_ReplacesItsOwnOlderSocket', { skip }, async () => {
  const { browser, page } = await startCamera('reload');
  await untilAbove(page, '#processed', 2);
  const session = () => page.evaluate(() => sessionStorage.getItem('realtimedetect.session.reload'));
  const before = await session();
  await page.reload();
  await page.click('#start');
  await untilAbove(page, '#processed', 2);
  assert.equal(await session(), before);
  await browser.close();
});

test('Camera_Denied_SaysHowToAllowIt', { skip }, async () => {
  const browser = await suite.browser({ args: ['--use-fake-device-for-media-stream', '--deny-permission-prompts'] });
  const page = await suite.open(browser, '/camera/denied');
  await page.click('#start');
  await untilText(page, '#problem-title', /not allowed/);
  assert.ok(await page.isVisible('#retry'));
  await browser.close();
});

test('Camera_None_SaysThatThereIsNone', { skip }, async () => {
  const browser = await suite.browser({ args: ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=device-count=0'] });
  const page = await suite.open(browser, '/camera/none');
  await page.click('#start');
  await untilText(page, '#problem-title', /No camera found/);
  await browser.close();
});

test('Camera_ServerError_IsShown', { skip }, async () => {
  const browser = await suite.browser({ args: fakeCamera(clip.file) });
  const page = await browser.newPage();
  await page.routeWebSocket(/\/ws\/camera\//, (socket) => {
    socket.send(JSON.stringify({ type: 'error', code: 'frame_too_large', message: 'too large' }));
  });
  await page.goto(`${suite.server.origin}/camera/errors`);
  await page.click('#start');
  await untilText(page, '#notice', /Choose a lower resolution/);
  await browser.close();
});
