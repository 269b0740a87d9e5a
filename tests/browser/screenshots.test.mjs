import assert from 'node:assert/strict';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fakeCamera } from './support/chromium.mjs';
import { makeDemoClip } from './support/clip.mjs';
import { Suite, skip, untilAbove, untilText } from './support/suite.mjs';
import { tempFolder } from './support/temp.mjs';

/** Where the pictures go: those of the README are made by naming a folder here. */
const folder = process.env.SCREENSHOTS ?? tempFolder('screenshots');
/** Below this a JPEG of a page holds next to nothing, bytes. */
const EMPTY_BYTES = 8_000;

/** The demo scene plays in the pictures: it is the project's own. */
let clip;
const suite = new Suite({ prepare: async ({ server }) => { clip = skip ? '' : await makeDemoClip(server.origin); } });

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const LAPTOP = { viewport: { width: 1280, height: 800 } };

for (const [name, options] of [
  ['light', { ...LAPTOP, colorScheme: 'light' }], ['dark', { ...LAPTOP, colorScheme: 'dark' }],
  ['phone-light', { ...PHONE, colorScheme: 'light' }], ['phone-dark', { ...PHONE, colorScheme: 'dark' }],
]) {
  test(`Pages_${name}_ArePhotographed`, { skip }, async () => {
    await mkdir(folder, { recursive: true });
    const browser = await suite.browser({ args: fakeCamera(clip), ...options });
    await browser.addInitScript(nameTheCamera);
    const token = `workshop-${name}`;

    const camera = await suite.open(browser, `/camera/${token}`);
    await shoot(camera, `camera-intro-${name}`);
    await camera.click('#start');
    const viewer = await suite.open(browser, `/view/${token}`);
    const isPhone = !(await viewer.isVisible('#stats'));
    if (isPhone) {
      await untilText(viewer, '#link-state', /Live/);
      await shoot(viewer, `viewer-picture-${name}`);
      await viewer.click('#toggle-stats');
    }
    await untilAbove(viewer, '#s-fps', 1);
    await untilAbove(viewer, '#s-detections', 1);
    await viewer.waitForFunction(() => performance.now() > 9_000);
    await shoot(viewer, `viewer-${name}`);
    if (isPhone) await viewer.click('#toggle-stats');
    await camera.bringToFront();
    await untilAbove(camera, '#processed', 60);
    await camera.waitForFunction(() => document.querySelector('#link-state').textContent === 'Connected');
    await shoot(camera, `camera-${name}`);

    const waiting = await suite.open(browser, '/view/garden');
    await untilText(waiting, '#waiting-title', /Waiting for the camera/);
    await waiting.waitForFunction(() => document.querySelector('#invite-qr').naturalWidth > 0);
    await shoot(waiting, `viewer-waiting-${name}`);
    const wall = await suite.open(browser, `/wall?tokens=demo,${token},garden`);
    await untilText(wall, `[data-token="${token}"] footer`, /fps/);
    await untilText(wall, '[data-token="demo"] footer', /fps/);
    await wall.waitForFunction(() => document.getAnimations().length === 0);
    await shoot(wall, `wall-${name}`);
    await wall.close();
    const front = await suite.open(browser, '/');
    await untilText(front, '#streams', /demo/);
    await front.waitForFunction(() => document.querySelector('.thumb img')?.naturalWidth > 0);
    await shoot(front, `front-${name}`);
    await front.click('#create-stream');
    await shoot(front, `create-stream-${name}`);
    await front.click('#create-close');
    await front.click('#new-camera');
    await front.waitForFunction(() => document.querySelector('#sheet-qr').naturalWidth > 0);
    await shoot(front, `new-camera-${name}`);
    const controller = await suite.open(browser, '/controller/demo');
    await controller.locator('#changes li').first().waitFor();
    await shoot(controller, `controller-${name}`);
    await shoot(await suite.open(browser, '/help/phone'), `phone-help-${name}`);
    await browser.close();
  });
}

/** The fake camera bears the name of its file; a person's camera does not. */
function nameTheCamera() {
  Object.defineProperty(MediaDeviceInfo.prototype, 'label', { get: () => 'Integrated camera' });
}

/** @param {import('playwright-core').Page} page @param {string} name */
async function shoot(page, name) {
  const path = join(folder, `${name}.jpg`);
  await page.bringToFront();
  await page.screenshot({ path, type: 'jpeg', quality: 85 });
  assert.ok((await stat(path)).size > EMPTY_BYTES, `${name} is empty`);
}
