// @ts-check
import { OffscreenEncoder } from './jpeg-canvas.js';

/** @typedef {{kind: 'encode', bitmap: ImageBitmap, width: number, height: number, quality: number} | {kind: 'tick', intervalMs: number}} EncodeRequest */
/** @typedef {{kind: 'encoded', bytes: ArrayBuffer} | {kind: 'failed', reason: string} | {kind: 'tick'}} EncodeReply */
/** @typedef {{onmessage: ((event: MessageEvent<EncodeRequest>) => void) | null, postMessage(reply: EncodeReply, transfer?: Transferable[]): void}} Scope */

const scope = /** @type {Scope} */ (/** @type {unknown} */ (self));
const encoder = new OffscreenEncoder();
/** @type {ReturnType<typeof setInterval> | undefined} */
let ticker;

scope.onmessage = ({ data }) => {
  switch (data.kind) {
    case 'encode':
      encode(data);
      break;
    case 'tick':
      setTicker(data.intervalMs);
      break;
  }
};

/** @param {Extract<EncodeRequest, {kind: 'encode'}>} request */
async function encode({ bitmap, width, height, quality }) {
  try {
    const bytes = await encoder.encode(bitmap, width, height, quality);
    scope.postMessage({ kind: 'encoded', bytes }, [bytes]);
  } catch (error) {
    scope.postMessage({ kind: 'failed', reason: String(error) });
  } finally {
    bitmap.close();
  }
}

/** A worker's timer keeps its pace while the page is hidden, where the page's own are slowed down. @param {number} intervalMs 0 stops it */
function setTicker(intervalMs) {
  clearInterval(ticker);
  if (intervalMs > 0) ticker = setInterval(() => scope.postMessage({ kind: 'tick' }), intervalMs);
}
