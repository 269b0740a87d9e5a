// A camera that sends H.264 against one that sends JPEG, through the real server, in one run: bytes at like quality, quality after the
// server's decoding (SSIM against the clip), and what the decoding adds to the delay from sending a frame to a viewer's having it.
//   node benchmarks/Codec/uplink.mjs [--clip FILE] [--seconds 8] [--width 1280] [--rounds 2] [--model FILE]
// Needs ffmpeg with libx264, a built server, and tests/browser/node_modules. Prints JSON: ratios, and the machine.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
    seconds: { type: 'string', default: '8' },
    width: { type: 'string', default: '1280' },
    rounds: { type: 'string', default: '2' },
    model: { type: 'string' },
  },
});
/** Frames a second that the cameras send. */
const FPS = 25;
/** Frames from one key frame to the next: the camera page's 4 s. */
const KEY_INTERVAL = 4 * FPS;
/** ffmpeg's scale for JPEG that comes nearest to a browser's quality 0.8. */
const JPEG_SCALE = '4';
/** x264's qualities that are tried, best first, for the last one at which H.264 is as good as JPEG. */
const QUALITIES = [16, 18, 20, 22, 24, 26, 28, 30];
/** Frames at the start of each round that are not measured: a decoder starts. */
const SKIPPED = FPS;

const folder = mkdtempSync(join(tmpdir(), 'uplink-'));
const ffmpeg = (...args) => execFileSync('ffmpeg', ['-hide_banner', '-y', ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const files = (ending) => readdirSync(folder).filter((name) => name.endsWith(ending)).sort().map((name) => join(folder, name));

/** Mean SSIM of two inputs of ffmpeg. @param {string[]} first @param {string[]} second */
function ssim(first, second) {
  const log = join(folder, 'ssim.log');
  const graph = `[0:v]settb=1/25,setpts=N,scale=out_color_matrix=bt601:out_range=full,format=yuvj420p[a];[1:v]settb=1/25,setpts=N,scale=out_color_matrix=bt601:out_range=full,format=yuvj420p[b];[a][b]ssim=${log}`;
  ffmpeg('-v', 'error', ...first, ...second, '-lavfi', graph, '-f', 'null', '-');
  const values = readFileSync(log, 'utf8').trim().split('\n').map((line) => Number(/All:([\d.]+)/.exec(line)[1]));
  return sum(values) / values.length;
}

/** The clip as it is compared with, and as one camera sends it. @returns {Buffer[]} */
function makeJpegs() {
  if (!existsSync(options.clip)) throw new Error(`no clip at ${options.clip}: name one with --clip`);
  const scaled = ['-v', 'error', '-i', options.clip, '-t', options.seconds, '-r', String(FPS), '-vf', `scale=${options.width}:-2:out_color_matrix=bt601:out_range=full`];
  ffmpeg(...scaled, '-pix_fmt', 'yuvj420p', '-c:v', 'ffv1', join(folder, 'source.mkv'));
  ffmpeg('-v', 'error', '-i', join(folder, 'source.mkv'), '-q:v', JPEG_SCALE, '-pix_fmt', 'yuvj420p', join(folder, 'f%05d.jpg'));
  return files('.jpg').map((file) => readFileSync(file));
}

/** The same as the other camera sends it: as a browser in real time, one unit out for each picture in. @param {number} quality @returns {Buffer[]} */
function makeUnits(quality) {
  const file = join(folder, 'units.h264');
  ffmpeg(
    '-v', 'error', '-i', join(folder, 'source.mkv'), '-vf', 'scale=out_range=tv,format=yuv420p', '-c:v', 'libx264', '-preset', 'superfast', '-tune', 'zerolatency',
    '-profile:v', 'baseline', '-bf', '0', '-g', String(KEY_INTERVAL), '-crf', String(quality), '-x264-params', 'aud=1:scenecut=0', '-f', 'h264', file);
  const all = readFileSync(file);
  const starts = [];
  for (let at = all.indexOf('0000000109', 0, 'hex'); at !== -1; at = all.indexOf('0000000109', at + 1, 'hex')) starts.push(at);
  return starts.map((start, index) => all.subarray(start, starts[index + 1]));
}

/** @param {number} quality at least JPEG's @returns {{quality: number, units: Buffer[], ssim: number}} */
function unitsOfLikeQuality(jpegSsim) {
  let best = null;
  for (const quality of QUALITIES) {
    const units = makeUnits(quality);
    const value = ssim(['-r', String(FPS), '-f', 'h264', '-i', join(folder, 'units.h264')], ['-i', join(folder, 'source.mkv')]);
    if (best && value < jpegSsim) return best;
    best = { quality, units, ssim: value };
  }
  return best;
}

/** One round of one camera: delays of frames that a viewer saw, and what it saw. */
async function round(server, token, pictures, format) {
  const viewer = await watch(`${server.origin.replace('http', 'ws')}/ws/view/${token}`, { type: 'subscribe', overlay: 'data' });
  const { sentAtMs, failed } = await play(server.origin, token, (index) => pictures[index], { count: pictures.length, fps: FPS, format });
  viewer.close();
  const seen = [...viewer.frames.values()].filter(({ metadata }) => metadata.frameNumber >= SKIPPED);
  const queueMs = seen.map(({ metadata }) => metadata.timings_ms.queue);
  return { delays: seen.map(({ metadata, atMs }) => atMs - sentAtMs[metadata.frameNumber]), queueMs, failed, frames: viewer.frames };
}

/** Frames by their numbers, in ffmpeg's words: runs, since it takes only so many terms. @param {number[]} numbers rising */
function selectionOf(numbers) {
  /** @type {[number, number][]} */
  const runs = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => `between(n,${first},${last})`).join('+');
}

/** SSIM of what a viewer got, against the clip. @param {Map<number, {data: Buffer}>} frames */
function seenSsim(frames, name) {
  const seen = join(folder, name);
  const numbers = [...frames.keys()].sort((a, b) => a - b);
  mkdirSync(seen);
  for (const [index, number] of numbers.entries()) writeFileSync(join(seen, `r${String(index).padStart(5, '0')}.jpg`), frames.get(number).data);
  ffmpeg('-v', 'error', '-i', join(folder, 'source.mkv'), '-vf', `select='${selectionOf(numbers)}'`, '-fps_mode', 'passthrough', '-c:v', 'ffv1', join(seen, 'source.mkv'));
  return ssim(['-i', join(seen, 'r%05d.jpg')], ['-i', join(seen, 'source.mkv')]);
}

const jpegs = makeJpegs();
const jpegSsim = ssim(['-i', join(folder, 'f%05d.jpg')], ['-i', join(folder, 'source.mkv')]);
const h264 = unitsOfLikeQuality(jpegSsim);
const server = await RelayServer.start({ args: options.model ? ['--model', options.model] : [] });
try {
  const delays = { jpeg: [], h264: [] };
  const queues = { jpeg: [], h264: [] };
  let failed = 0;
  const last = {};
  for (let index = 0; index < Number(options.rounds); index++) {
    for (const [format, pictures] of [['jpeg', jpegs], ['h264', h264.units]]) {
      const result = await round(server, `${format}-${index}`, pictures, format);
      delays[format].push(...result.delays);
      queues[format].push(...result.queueMs);
      failed += result.failed;
      last[format] = result.frames;
    }
  }
  const added = (values, share) => percentile(values.h264, share) - percentile(values.jpeg, share);
  console.log(JSON.stringify({
    machine: `${cpus().length} x ${cpus()[0].model}`, load: loadavg()[0], width: Number(options.width), frames: jpegs.length, failedOrDropped: failed,
    h264BytesToJpeg: sum(h264.units.map(({ length }) => length)) / sum(jpegs.map(({ length }) => length)),
    meanJpegBytes: Math.round(sum(jpegs.map(({ length }) => length)) / jpegs.length), x264Quality: h264.quality,
    sentSsim: { jpeg: jpegSsim, h264: h264.ssim }, seenSsim: { jpeg: seenSsim(last.jpeg, 'jpeg'), h264: seenSsim(last.h264, 'h264') },
    addedDelayMs: { p50: added(delays, 0.5), p95: added(delays, 0.95) }, addedBeforeTheLaneMs: { p50: added(queues, 0.5), p95: added(queues, 0.95) },
    frameIntervalMs: 1000 / FPS,
  }, null, 2));
} finally {
  await server.kill();
  rmSync(folder, { recursive: true });
}
