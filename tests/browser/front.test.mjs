import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Suite, skip, untilText } from './support/suite.mjs';

const suite = new Suite();
let browser;

/** @param {string} path */
async function open(path) {
  browser ??= await suite.browser({ permissions: ['clipboard-read', 'clipboard-write'] });
  return suite.open(browser, path);
}

test('Front_DemoStream_IsListedWithItsLinks', { skip }, async () => {
  const page = await open('/');
  const card = page.locator('[data-token="demo"]');
  await card.getByText('Live').waitFor();

  assert.equal(await card.getByRole('link', { name: 'Watch' }).getAttribute('href'), '/view/demo');
  await untilText(page, '#server-model', /Model \w+/);
  await untilText(page, '#server-provider', /Runs on (CPU|CUDA)/);
  await untilText(page, '#https-hint', /--https/);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Front_NewCamera_MakesLinksAndAQrCode', { skip }, async () => {
  const page = await open('/');
  await page.click('#new-camera');
  await page.waitForFunction(() => document.querySelector('#sheet-qr').naturalWidth > 0);
  const address = await page.textContent('#sheet-address');
  assert.match(address, /\/camera\/[A-Za-z0-9_-]{12,64}$/);
  await page.click('#copy-camera');
  await untilText(page, '#sheet-status', /Copied/);

  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), address);
  await page.click('#sheet-close');
  await page.click('#new-camera');
  assert.notEqual(await page.textContent('#sheet-address'), address);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Front_LiveStream_ShowsItsPictureAndWhatItMoves', { skip }, async () => {
  const page = await open('/');
  const card = page.locator('[data-token="demo"]');
  await page.waitForFunction(() => document.querySelector('[data-token="demo"] .thumb img')?.naturalWidth > 0);
  await card.getByText(/[1-9].* Mbit\/s/).first().waitFor();
  const first = await card.locator('img').getAttribute('src');
  await page.waitForFunction((src) => (document.querySelector('[data-token="demo"] .thumb img')?.getAttribute('src') ?? src) !== src, first);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Front_StreamCreated_IsSharedAndListed', { skip }, async () => {
  const page = await open('/');
  await page.click('#create-stream');
  await page.fill('[name=name]', 'greenhouse');
  await page.selectOption('[name=quality]', 'low');
  await page.selectOption('[name=fps]', '15');
  await page.click('#create-submit');
  await untilText(page, '#sheet-address', /\/camera\/greenhouse$/);
  await page.waitForFunction(() => document.querySelector('#sheet-qr').naturalWidth > 0);
  await page.click('#sheet-close');
  await page.locator('[data-token="greenhouse"]').getByText('Waiting').waitFor();

  const { settings } = await (await fetch(`${suite.server.origin}/api/streams/greenhouse`)).json();
  assert.deepEqual([settings.quality, settings.fps, settings.jpeg_quality], ['low', 15, 80]);
  await page.click('#create-stream');
  await page.fill('[name=name]', 'greenhouse');
  await page.click('#create-submit');
  await untilText(page, '#create-problem', /there already/);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Front_StreamWithoutCamera_OffersToBeIt', { skip }, async () => {
  const viewer = await open('/view/lonely');
  const page = await open('/');
  const card = page.locator('[data-token="lonely"]');
  await card.getByText('Waiting').waitFor();
  assert.equal(await card.getByRole('link', { name: 'Camera' }).getAttribute('href'), '/camera/lonely');
  await viewer.close();
  await page.close();
});

test('PhoneHelp_WithoutHttps_SaysHowToTurnItOn', { skip }, async () => {
  const page = await open('/help/phone');
  await page.locator('#no-https').waitFor();
  assert.equal(await page.isVisible('#download'), false);
  assert.deepEqual(page.faults, []);
  await page.close();
});
