// JPEG against H.264 through the real server: bytes, quality (SSIM against the annotated JPEG) and added delay, in one run.
// A camera plays a clip; two viewers watch the same frames, one in each form.
//   node benchmarks/Codec/codec.mjs [--clip FILE] [--seconds 10] [--width 1280] [--model FILE]
// Needs ffmpeg with libx264, a built server, and tests/browser/node_modules. Prints JSON: ratios, and the machine.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { RelayServer } from '../../tests/browser/support/relay-server.mjs';
import { percentile, play, sum, watch } from './peers.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { values: options } = parseArgs({
  options: {
    clip: { type: 'string', default: join(root, '../shared/media/walking.mp4') },
    seconds: { type: 'string', default: '10' },
    width: { type: 'string', default: '1280' },
    model: { type: 'string' },
  },
});
/** Frames a second that the camera sends. */
const FPS = 25;
/** Frames before the encoder runs are not measured; neither is its start, milliseconds. */
const WARM_UP_MS = 4_000;

const folder = mkdtempSync(join(tmpdir(), 'codec-'));
const ffmpeg = (...args) => execFileSync('ffmpeg', ['-hide_banner', '-y', ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** The clip's frames as a camera page would send them. @returns {Buffer[]} */
function framesOf(clip) {
  if (!existsSync(clip)) throw new Error(`no clip at ${clip}: name one with --clip`);
  ffmpeg('-v', 'error', '-i', clip, '-t', options.seconds, '-r', String(FPS), '-vf', `scale=${options.width}:-2`, '-q:v', '4', '-pix_fmt', 'yuvj420p', join(folder, 'f%05d.jpg'));
  return readdirSync(folder).filter((name) => name.endsWith('.jpg')).sort().map((name) => readFileSync(join(folder, name)));
}

/** SSIM of the units against the JPEGs of the same frames. @param {object[]} units @param {Map<number, object>} jpegs */
function ssim(units, jpegs) {
  const missing = units.flatMap(({ metadata }, index) => (jpegs.has(metadata.frameNumber) ? [] : [index]));
  const kept = units.filter(({ metadata }) => jpegs.has(metadata.frameNumber));
  writeFileSync(join(folder, 'a.h264'), Buffer.concat(units.map(({ data }) => data)));
  writeFileSync(join(folder, 'b.mjpeg'), Buffer.concat(kept.map(({ metadata }) => jpegs.get(metadata.frameNumber).data)));
  const drop = missing.length === 0 ? '1' : `not(${missing.map((n) => `eq(n,${n})`).join('+')})`;
  const script = `[0:v]select='${drop}',setpts=N/${FPS}/TB[a];[1:v]setpts=N/${FPS}/TB[b];[a][b]ssim=${join(folder, 'ssim.log')}`;
  ffmpeg('-v', 'error', '-r', String(FPS), '-f', 'h264', '-i', join(folder, 'a.h264'), '-r', String(FPS), '-f', 'mjpeg', '-i', join(folder, 'b.mjpeg'), '-lavfi', script, '-f', 'null', '-');
  const values = readFileSync(join(folder, 'ssim.log'), 'utf8').trim().split('\n').map((line) => Number(/All:([\d.]+)/.exec(line)[1]));
  return { mean: sum(values) / values.length, least: Math.min(...values), frames: values.length };
}

/** @param {string} name @param {(index: number) => Buffer} picture */
async function measure(server, name, picture) {
  const address = `${server.origin.replace('http', 'ws')}/ws/view/${name}`;
  const jpeg = await watch(address);
  const h264 = await watch(`${address}?codec=h264`);
  await play(server.origin, name, picture, { count: FPS * Number(options.seconds) + (FPS * WARM_UP_MS) / 1000, fps: FPS });
  jpeg.close();
  h264.close();
  const all = [...h264.frames.values()];
  const first = all.findIndex(({ metadata }, index) => metadata.key && index > (FPS * WARM_UP_MS) / 2000);
  const units = all.slice(first === -1 ? all.findIndex(({ metadata }) => metadata.key) : first).filter(({ metadata }) => metadata.format === 'h264');
  const shared = units.filter(({ metadata }) => jpeg.frames.has(metadata.frameNumber));
  const jpegBytes = sum(shared.map(({ metadata }) => jpeg.frames.get(metadata.frameNumber).data.length));
  const delays = shared.map(({ metadata, atMs }) => atMs - jpeg.frames.get(metadata.frameNumber).atMs);
  return {
    name, frames: units.length, keyFrames: units.filter(({ metadata }) => metadata.key).length,
    h264BytesToJpeg: sum(shared.map(({ data }) => data.length)) / jpegBytes,
    meanJpegBytes: Math.round(jpegBytes / shared.length), ssim: ssim(units, jpeg.frames),
    addedDelayMs: { p50: percentile(delays, 0.5), p95: percentile(delays, 0.95) }, frameIntervalMs: 1000 / FPS,
  };
}

const frames = framesOf(options.clip);
const server = await RelayServer.start({ args: options.model ? ['--model', options.model] : [] });
try {
  const moving = await measure(server, 'moving', (index) => frames[index % frames.length]);
  // A still scene as a camera sees it: the same picture, coded anew with a little noise of its own each time.
  ffmpeg('-v', 'error', '-loop', '1', '-i', join(folder, 'f00001.jpg'), '-frames:v', '25', '-vf', 'noise=alls=2:allf=t', '-q:v', '4', '-pix_fmt', 'yuvj420p', join(folder, 's%05d.jpeg'));
  const noisy = readdirSync(folder).filter((name) => name.endsWith('.jpeg')).sort().map((name) => readFileSync(join(folder, name)));
  const still = await measure(server, 'still', () => frames[0]);
  const stillNoisy = await measure(server, 'still-noisy', (index) => noisy[index % noisy.length]);
  console.log(JSON.stringify({ machine: `${cpus().length} x ${cpus()[0].model}`, load: loadavg()[0], width: Number(options.width), results: [moving, still, stillNoisy] }, null, 2));
} finally {
  await server.kill();
  rmSync(folder, { recursive: true });
}
