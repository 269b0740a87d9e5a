import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { fakeCamera } from './support/chromium.mjs';
import { makeClip } from './support/clip.mjs';
import { Suite, skip, untilAbove, untilText } from './support/suite.mjs';
import { tempFolder } from './support/temp.mjs';
import { trust } from './support/trust.mjs';

const NAME = 'cam.example';
const MAPPED = [`--host-resolver-rules=MAP ${NAME} 127.0.0.1`];
let secureOrigin;
let clip;
let trusted;

const suite = new Suite({
  urls: 'http://127.0.0.1:0;https://127.0.0.1:0',
  args: ['--demo', `--Https:Names:0=${NAME}`, `--Https:Directory=${tempFolder('https')}`],
  prepare: async ({ server }) => {
    const { https } = await (await fetch(`${server.origin}/api/server`)).json();
    secureOrigin = `https://${NAME}:${https.port}`;
    clip = await makeClip(server.origin);
    trusted = await trust(await downloadAuthority(server.origin), https.port);
  },
});

/** @param {string} origin @returns {Promise<Buffer>} */
async function downloadAuthority(origin) {
  return Buffer.from(await (await fetch(`${origin}/https/authority.crt`)).arrayBuffer());
}

/** A browser that trusts the authority and knows the name. */
function trustingBrowser() {
  return suite.browser({ args: [...MAPPED, ...fakeCamera(clip.file), ...trusted.args], env: trusted.env });
}

test('Camera_PlainHttpAtANameThatIsNotLocalhost_SaysWhatToDo', { skip }, async () => {
  const browser = await suite.browser({ args: [...MAPPED, ...fakeCamera(clip.file)] });
  const page = await suite.open(browser, `http://${NAME}:${suite.server.port}/camera/plain`);
  await untilText(page, '#problem-title', /secure address/);

  const link = await page.getAttribute('#problem-link', 'href');
  assert.match(link, /^https:\/\/.*\/camera\/plain$/);
  assert.equal(await page.getAttribute('#problem-help', 'href'), '/help/phone');
  assert.equal(await page.isVisible('#start'), false);
  assert.deepEqual(page.faults, []);
  await browser.close();
});

test('Camera_HttpsWithTheAuthorityTrusted_Captures', { skip }, async (context) => {
  context.diagnostic(trusted.installed ? 'the authority is installed in the certificate store' : 'no certutil: the key alone is let through');
  const browser = await trustingBrowser();
  const page = await suite.open(browser, `${secureOrigin}/camera/secure`);
  await page.click('#start');
  await untilText(page, '#link-state', /Connected/);
  await untilAbove(page, '#processed', 5);
  const viewer = await suite.open(browser, `${secureOrigin}/view/secure`);
  await untilAbove(viewer, '#s-fps', 1);
  assert.deepEqual([...page.faults, ...viewer.faults], []);
  await browser.close();
});

test('Https_AuthorityNotTrusted_IsRefusedByTheBrowser', { skip }, async () => {
  const browser = await suite.browser({ args: MAPPED });
  const page = await browser.newPage();
  await assert.rejects(page.goto(`${secureOrigin}/camera/untrusted`), /ERR_CERT_AUTHORITY_INVALID/);
  await browser.close();
});

test('PhoneHelp_AuthorityTrusted_SaysThatItWorks', { skip }, async () => {
  const browser = await trustingBrowser();
  const page = await suite.open(browser, `${secureOrigin}/help/phone`);
  await untilText(page, '#verdict', /It works/);
  await page.waitForFunction(() => document.querySelector('#page-qr').naturalWidth > 0);
  await page.click('#tab-android');
  assert.ok(await page.isVisible('#steps-android'));
  assert.deepEqual(page.faults, []);
  await browser.close();
});

test('PhoneHelp_Download_IsTheCertificateOnlyAndItsFingerprintIsShown', { skip }, async () => {
  const browser = await trustingBrowser();
  const page = await suite.open(browser, `${secureOrigin}/help/phone`);
  await page.locator('#download[href]').waitFor();
  const path = await page.getAttribute('#download', 'href');
  const file = await downloadAuthority(suite.server.origin);
  const shown = await page.textContent('#fingerprint');

  assert.equal(path, '/https/authority.crt');
  assert.doesNotMatch(file.toString('latin1'), /PRIVATE KEY/);
  assert.equal(shown.replaceAll(/[^0-9A-Fa-f]/g, '').toUpperCase(), new X509Certificate(file).fingerprint256.replaceAll(':', ''));
  await browser.close();
});

test('PhoneHelp_PlainHttp_LeadsToTheSecureAddress', { skip }, async () => {
  const browser = await suite.browser({ args: MAPPED });
  const page = await suite.open(browser, `http://${NAME}:${suite.server.port}/help/phone`);
  await untilText(page, '#verdict', /plain address/);
  assert.ok(await page.isVisible('#this-machine-only'));
  assert.match(await page.getAttribute('#open-secure', 'href'), /^https:\/\/.*\/help\/phone$/);
  await browser.close();
});
