// A camera and a viewer as the benchmarks of this folder need them.
import WebSocket from '../../tests/browser/node_modules/ws/wrapper.mjs';

/**
 * Watches a stream, keeping each frame and when it came.
 * @param {string} url @param {object} [wish] a `subscribe` message
 */
export function watch(url, wish) {
  const frames = new Map();
  const socket = new WebSocket(url);
  let metadata = null;
  socket.on('message', (data, isBinary) => {
    if (isBinary) {
      frames.set(metadata.frameNumber, { metadata, data, atMs: performance.now() });
      socket.send(JSON.stringify({ type: 'frame_ack', frameNumber: metadata.frameNumber }));
    } else if (JSON.parse(data).type === 'frame_metadata') {
      metadata = JSON.parse(data);
    }
  });
  return new Promise((resolve) => socket.on('open', () => {
    if (wish) socket.send(JSON.stringify(wish));
    resolve({ frames, close: () => socket.terminate() });
  }));
}

/**
 * Sends frames at an even pace.
 * @param {string} origin
 * @param {string} token
 * @param {(index: number) => Buffer} picture
 * @param {{count: number, fps: number, format?: 'jpeg' | 'h264'}} options
 * @returns {Promise<{sentAtMs: number[], failed: number}>} when each was sent, and how many the server failed or dropped
 */
export async function play(origin, token, picture, { count, fps, format = 'jpeg' }) {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/ws/camera/${token}`);
  const result = { sentAtMs: [], failed: 0 };
  let acked = 0;
  socket.on('message', (data) => {
    const { type, outcome } = JSON.parse(data);
    if (type !== 'frame_ack') return;
    acked++;
    if (outcome !== 'processed') result.failed++;
  });
  await new Promise((resolve) => socket.on('open', resolve));
  const start = performance.now();
  for (let number = 0; number < count; number++) {
    const due = start + (number * 1000) / fps;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    const data = picture(number);
    result.sentAtMs.push(performance.now());
    socket.send(JSON.stringify({ type: 'frame_metadata', timestamp: Date.now(), frameNumber: number, width: 1, height: 1, format }));
    socket.send(data);
  }
  while (acked < count && performance.now() < start + (count * 1000) / fps + 5_000) await new Promise((resolve) => setTimeout(resolve, 20));
  socket.close();
  return result;
}

/** @param {number[]} values @param {number} share 0 to 1 */
export const percentile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

/** @param {number[]} values */
export const sum = (values) => values.reduce((total, value) => total + value, 0);
