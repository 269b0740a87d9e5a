/**
 * Makes the pages of a browser note when their socket opened and when each frame was painted, on their own clock: call it before the first
 * page. Read it with `paintsOf`.
 * @param {import('playwright-core').BrowserContext} browser
 */
export function recordPaints(browser) {
  return browser.addInitScript(() => {
    const record = { openedAtMs: 0, paints: [] };
    globalThis.recordedPaints = record;
    globalThis.WebSocket = class extends WebSocket {
      constructor(...args) {
        super(...args);
        this.addEventListener('open', () => { record.openedAtMs = performance.now(); });
      }
    };
    globalThis.Worker = class extends Worker {
      constructor(...args) {
        super(...args);
        this.addEventListener('message', ({ data }) => {
          if (data.kind === 'painted') record.paints.push({ atMs: performance.now(), codec: data.codec });
        });
      }
    };
  });
}

/**
 * @param {import('playwright-core').Page} page
 * @returns {Promise<{openedAtMs: number, paints: {atMs: number, codec: 'jpeg' | 'h264'}[]}>} from the page's opening on
 */
export function paintsOf(page) {
  return page.evaluate(() => globalThis.recordedPaints);
}
