import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import WebSocket from 'ws';
import { tempFolder } from './temp.mjs';

const SHARED = fileURLToPath(new URL('../../../../shared/', import.meta.url));
const WALKING = join(SHARED, 'media/walking.mp4');
/** Frames recorded from the demo scene where there is no video: 4 s at the fake camera's 30 a second. */
const RECORDED_FRAMES = 120;

/** The YOLOv8n weights, where this machine has them. */
export const personModel = existsSync(join(SHARED, 'models/yolov8n.onnx')) ? join(SHARED, 'models/yolov8n.onnx') : null;

/**
 * An MJPEG clip for the fake camera: pedestrians where video and ffmpeg are there, else the demo's shapes.
 * @param {string} origin of a server with a demo stream
 * @returns {Promise<{file: string, shows: 'person' | 'shapes'}>}
 */
export async function makeClip(origin) {
  const file = newFile();
  return existsSync(WALKING) && convert(file) ? { file, shows: 'person' } : { file: await makeDemoClip(origin), shows: 'shapes' };
}

/** An MJPEG clip of the demo scene. @param {string} origin of a server with a demo stream @returns {Promise<string>} the file */
export async function makeDemoClip(origin) {
  const file = newFile();
  await writeFile(file, Buffer.concat(await recordDemo(origin)));
  return file;
}

function newFile() {
  return join(tempFolder('clip'), 'clip.mjpeg');
}

/** @param {string} file @returns {boolean} */
function convert(file) {
  const args = ['-v', 'error', '-y', '-t', '8', '-i', WALKING, '-c:v', 'mjpeg', '-q:v', '4', '-pix_fmt', 'yuvj420p', '-an', '-f', 'mjpeg', file];
  return spawnSync('ffmpeg', args).status === 0;
}

/** @param {string} origin @returns {Promise<Buffer[]>} */
function recordDemo(origin) {
  return new Promise((resolve, reject) => {
    const frames = [];
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/ws/view/demo`);
    socket.on('open', () => socket.send(JSON.stringify({ type: 'subscribe', overlay: 'data', max_fps: 60 })));
    socket.on('error', reject);
    socket.on('message', (data, isBinary) => {
      if (!isBinary) return;
      frames.push(data);
      if (frames.length === RECORDED_FRAMES) {
        socket.terminate();
        resolve(frames);
      }
    });
  });
}
