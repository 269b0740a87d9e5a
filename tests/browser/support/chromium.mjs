import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const CANDIDATES = [
  process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable',
];
const executablePath = CANDIDATES.find((path) => path && existsSync(path));

/** Why there is no browser to test with, or null. */
export const chromiumMissing = executablePath ? null : 'no Chromium found: install the package chromium, or name one in CHROMIUM';

const QUIET_ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** Arguments that give the browser a camera playing a clip, and a person who allows it. @param {string} clip MJPEG file */
export function fakeCamera(clip) {
  return ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${clip}`];
}

/**
 * A browser with a profile of its own that is deleted when it closes.
 * @param {{args?: string[], env?: Record<string, string>} & import('playwright-core').BrowserContextOptions} [options]
 */
export async function launchChromium({ args = [], env = {}, ...context } = {}) {
  const profile = await mkdtemp(join(tmpdir(), 'realtimedetect-chromium-'));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath, headless: true, args: [...QUIET_ARGS, ...args], env: { ...process.env, ...env }, viewport: { width: 1366, height: 860 }, ...context,
  });
  browser.setDefaultTimeout(20_000);
  browser.on('close', () => rm(profile, { recursive: true, force: true, maxRetries: 5 }).catch(() => {}));
  return browser;
}
