import { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromiumMissing, launchChromium, WAIT_LIMIT_MS } from './chromium.mjs';
import { RelayServer, relayMissing } from './relay-server.mjs';

/** Why tests with a server and a browser cannot run here, or false. */
export const skip = relayMissing ?? chromiumMissing ?? false;

const POLL_MS = 50;

/** One server and the browsers of one test file, ended with it. */
export class Suite {
  /** @type {RelayServer} */ server;
  #browsers = [];

  /** @param {{urls?: string, args?: string[], prepare?: (suite: Suite) => Promise<void>}} [options] the first two for the server */
  constructor({ urls, args, prepare = async () => {} } = {}) {
    before(async () => {
      if (skip) return;
      this.server = await RelayServer.start({ urls, args });
      await prepare(this);
    });
    after(async () => {
      await Promise.all(this.#browsers.map((browser) => browser.close()));
      await this.server?.kill();
    });
  }

  /** @param {Parameters<typeof launchChromium>[0]} [options] */
  async browser(options) {
    const browser = await launchChromium(options);
    this.#browsers.push(browser);
    return browser;
  }

  /**
   * Opens a page of the server. A script error, or a thing that the content policy refused, fails the test that looks at `faults`.
   * @param {import('playwright-core').BrowserContext} browser
   * @param {string} path or a whole address
   */
  async open(browser, path) {
    const page = await browser.newPage();
    page.faults = [];
    page.on('pageerror', (error) => page.faults.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) page.faults.push(message.text());
    });
    await page.goto(new URL(path, this.server.origin).href);
    return page;
  }
}

/**
 * Waits until something holds that no page knows of.
 * @param {() => boolean} holds
 * @param {() => string} what it is, for the message
 */
export async function until(holds, what) {
  for (const endMs = Date.now() + WAIT_LIMIT_MS; !holds(); await sleep(POLL_MS)) if (Date.now() > endMs) throw new Error(`waited in vain: ${what()}`);
}

/** Waits until an element's text passes a test. @param {import('playwright-core').Page} page @param {string} selector @param {RegExp} pattern */
export function untilText(page, selector, pattern) {
  return page.waitForFunction(
    ([css, source]) => new RegExp(source).test(document.querySelector(css)?.textContent ?? ''), [selector, pattern.source]);
}

/** Waits until the number that an element begins with is larger. @param {import('playwright-core').Page} page @param {string} selector @param {number} limit */
export function untilAbove(page, selector, limit) {
  return page.waitForFunction(
    ([css, least]) => Number.parseFloat(document.querySelector(css)?.textContent ?? '') > least, [selector, limit]);
}

/** Waits until the picture on the canvas is another one than now. @param {import('playwright-core').Page} page */
export async function untilPictureMoves(page) {
  const first = await pictureOf(page);
  for (const endMs = Date.now() + WAIT_LIMIT_MS; first.equals(await pictureOf(page));) if (Date.now() > endMs) throw new Error('the picture stands still');
}

/** @param {import('playwright-core').Page} page */
function pictureOf(page) {
  return page.locator('#picture').screenshot();
}

/** @param {Suite} suite @param {string} token */
export async function statsOf(suite, token) {
  return (await fetch(`${suite.server.origin}/api/camera/${token}/stats`)).json();
}

/** Waits until a stream's statistics pass a test. @param {Suite} suite @param {string} token @param {(stats: any) => boolean} holds */
export async function untilStats(suite, token, holds) {
  for (const endMs = Date.now() + WAIT_LIMIT_MS; ; await sleep(POLL_MS)) {
    const stats = await statsOf(suite, token);
    if (holds(stats)) return;
    if (Date.now() > endMs) throw new Error(`waited in vain, it is ${JSON.stringify(stats)}`);
  }
}
