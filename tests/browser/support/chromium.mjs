import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { tempFolder } from './temp.mjs';

const CANDIDATES = [
  process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable',
];
const executablePath = CANDIDATES.find((path) => path && existsSync(path));

/** Why there is no browser to test with, or null. */
export const chromiumMissing = executablePath ? null : 'no Chromium found: install the package chromium, or name one in CHROMIUM';

/** What a test waits for comes within this time, milliseconds: generous, since build machines are busy, and what comes costs no more for it. */
export const WAIT_LIMIT_MS = 60_000;

const QUIET_ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** Arguments that give the browser a camera playing a clip, and a person who allows it. @param {string} clip MJPEG file */
export function fakeCamera(clip) {
  return ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${clip}`];
}

/**
 * A browser with a profile of its own.
 * @param {{args?: string[], env?: Record<string, string>} & import('playwright-core').BrowserContextOptions} [options]
 */
export async function launchChromium({ args = [], env = {}, ...context } = {}) {
  const browser = await chromium.launchPersistentContext(tempFolder('profile'), {
    executablePath, headless: true, args: [...QUIET_ARGS, ...args], env: { ...process.env, ...env }, viewport: { width: 1366, height: 860 }, ...context,
  });
  browser.setDefaultTimeout(WAIT_LIMIT_MS);
  return browser;
}
