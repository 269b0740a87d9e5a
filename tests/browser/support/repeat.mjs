import WebSocket from 'ws';

/**
 * A camera that sends one picture again and again.
 * @param {string} origin of the server
 * @param {string} token
 * @param {Uint8Array} picture JPEG
 * @param {number} fps
 * @returns {Promise<() => void>} what ends it
 */
export async function repeatPicture(origin, token, picture, fps) {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/ws/camera/${token}`);
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  let frameNumber = 0;
  const timer = setInterval(() => {
    socket.send(JSON.stringify({ type: 'frame_metadata', timestamp: Date.now(), frameNumber: frameNumber++ }));
    socket.send(picture);
  }, 1000 / fps);
  return () => {
    clearInterval(timer);
    socket.terminate();
  };
}
