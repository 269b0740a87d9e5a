import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fakeCamera } from './support/chromium.mjs';
import { makeDemoClip } from './support/clip.mjs';
import { Suite, skip, untilAbove, untilStats, untilText } from './support/suite.mjs';

const TEN_MINUTES_MS = 600_000;
/** The first frames come before a page knows its clock well. */
const FRAMES_LEFT_OUT = 30;
const FRAMES_MEASURED = 150;
/** An overloaded machine has a few of them a second. */
const FRAMES_LIMIT_MS = 180_000;
const PARTS = ['capture', 'camera_encode', 'uplink', 'wait', 'decode', 'inference', 'annotate', 'encode', 'send_queue', 'downlink', 'viewer_decode', 'paint'];

let clip;
const suite = new Suite({ args: ['--demo', '--Tracking:Mode=Off'], prepare: async ({ server }) => { clip = await makeDemoClip(server.origin); } });

/**
 * Opens a page on a device whose clock is set wrong, and keeps what it sends, each with the time of the last picture drawn, on the clock of this
 * machine: when the page first looked at its clock after the drawing, since a busy machine may stand still between two looks. It paints on the
 * page, where the wrong clock reaches.
 */
async function openAhead(browser, path, aheadMs) {
  const page = await browser.newPage();
  await page.addInitScript((ahead) => {
    delete HTMLCanvasElement.prototype.transferControlToOffscreen;
    const origin = performance.timeOrigin;
    Object.defineProperty(Performance.prototype, 'timeOrigin', { get: () => origin + ahead });
    globalThis.sentTexts = [];
    let drawnAt = 0;
    let isDrawn = false;
    const { now } = Performance.prototype;
    Performance.prototype.now = function lookAndNote() {
      const ms = now.call(this);
      if (isDrawn) drawnAt = origin + ms;
      isDrawn = false;
      return ms;
    };
    const { drawImage } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.drawImage = function drawAndNote(...what) {
      drawImage.apply(this, what);
      isDrawn = true;
    };
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function sendAndKeep(data) {
      if (typeof data === 'string') globalThis.sentTexts.push({ ...JSON.parse(data), drawnAt });
      return send.call(this, data);
    };
  }, aheadMs);
  await page.goto(`${suite.server.origin}${path}`);
  return page;
}

const sentOf = async (page, kind) => (await page.evaluate(() => globalThis.sentTexts)).filter(({ type }) => type === kind);
const sumOf = (parts) => Object.values(parts).reduce((sum, ms) => sum + ms, 0);
const worstOf = (values) => Math.max(...values.map(Math.abs));

async function traceOf(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save-trace')]);
  assert.match(download.suggestedFilename(), /^trace-clocks-[\dT-]+\.jsonl$/);
  const text = await readFile(await download.path(), 'utf8');
  return text.trim().split('\n').map((line) => JSON.parse(line)).slice(FRAMES_LEFT_OUT);
}

test('Waterfall_DevicesTwentyMinutesApart_IsRightAndAddsUp', { skip }, async (context) => {
  const browser = await suite.browser({ args: fakeCamera(clip), permissions: ['camera'] });
  const camera = await openAhead(browser, '/camera/clocks', TEN_MINUTES_MS);
  await camera.click('#start');
  await untilAbove(camera, '#processed', 0);
  const viewer = await openAhead(browser, '/view/clocks', -TEN_MINUTES_MS);
  await viewer.waitForFunction(
    (count) => globalThis.sentTexts.filter(({ total_ms }) => total_ms !== undefined).length >= count, FRAMES_LEFT_OUT + FRAMES_MEASURED, { timeout: FRAMES_LIMIT_MS });
  const trace = await traceOf(viewer);
  const acks = new Map((await sentOf(viewer, 'frame_ack')).map((ack) => [ack.frameNumber, ack]));
  const frames = new Map((await sentOf(camera, 'frame_metadata')).map((metadata) => [metadata.frameNumber, metadata]));
  const cameraErrorMs = Math.max(...(await sentOf(camera, 'clock_ping')).slice(4).map(({ error_ms }) => error_ms));

  assert.ok(trace.length >= FRAMES_MEASURED);
  const wholes = trace.map(({ frame }) => acks.get(frame).drawnAt - (frames.get(frame).timestamp - TEN_MINUTES_MS));
  // On loopback 5 ms; a machine that is so busy that pings take longer is given what the pages themselves say.
  const wrong = trace.filter(({ total_ms, clock_error_ms }, index) => Math.abs(total_ms - wholes[index]) > Math.max(5, cameraErrorMs + clock_error_ms + 1));
  assert.ok(wrong.length <= trace.length / 100, `measured delays are off by up to ${worstOf(trace.map(({ total_ms }, index) => total_ms - wholes[index]))} ms`);

  // The whole as the two ends tell it, each on the server's clock; the parts as camera, server and viewer tell them.
  const gaps = trace.map(({ frame, parts_ms, clock_offset_ms }) => {
    const { timestamp, offset_ms } = frames.get(frame);
    return sumOf(parts_ms) - (acks.get(frame).drawnAt - TEN_MINUTES_MS + clock_offset_ms - (timestamp + offset_ms));
  });
  assert.ok(gaps.filter((gap) => Math.abs(gap) > 1).length <= gaps.length / 100, `parts miss the whole by up to ${worstOf(gaps)} ms`);
  // A page that is too slow for the full picture gets a smaller one, and the time that this took as one part more.
  for (const { parts_ms } of trace) assert.deepEqual(Object.keys(parts_ms).filter((part) => part !== 'transcode'), PARTS);
  const errors = trace.map(({ total_ms }, index) => total_ms - wholes[index]);
  context.diagnostic(`${trace.length} frames: delay off by at most ${worstOf(errors).toFixed(2)} ms, parts off the whole by at most ${worstOf(gaps).toFixed(2)} ms`);
  await camera.close();
  await viewer.close();
});

test('Waterfall_OnThePages_ShowsItsPartsAndTheClocks', { skip }, async () => {
  const browser = await suite.browser({ args: fakeCamera(clip), permissions: ['camera'] });
  const camera = await openAhead(browser, '/camera/shown', TEN_MINUTES_MS);
  await camera.click('#start');
  await untilText(camera, '#clock-offset', /^-6\d\d\.\d\d s ± /);
  const viewer = await suite.open(browser, '/view/shown');
  for (const part of ['encode on the camera', 'inference', 'send queue', 'downlink', 'paint']) await untilText(viewer, '#s-stages', new RegExp(`${part} \\d`));
  await untilText(viewer, '#s-clock', / ms ± \d/);

  await untilStats(suite, 'shown', ({ waterfall_ms }) => [...PARTS.slice(1), 'total'].every((part) => waterfall_ms[part].p99 > 0));
  await untilStats(suite, 'shown', ({ clocks }) => Math.abs(clocks.camera?.offset_ms + TEN_MINUTES_MS) < 1_000 && clocks.viewers.length === 1);
  assert.deepEqual(viewer.faults, []);
  await camera.close();
  await viewer.close();
});
