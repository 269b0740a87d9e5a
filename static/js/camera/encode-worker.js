// @ts-check
import { OffscreenEncoder } from './jpeg-canvas.js';
import { UnitEncoder } from './unit-encoder.js';

/** @import { UnitSettings } from './unit-settings.js' */

/** @typedef {{kind: 'encode', bitmap: ImageBitmap, width: number, height: number, quality: number}} JpegRequest */
/** @typedef {{kind: 'unit', picture: VideoFrame, settings: UnitSettings, wantsKey: boolean}} UnitRequest */
/** @typedef {JpegRequest | UnitRequest | {kind: 'tick', intervalMs: number}} EncodeRequest */
/** @typedef {{kind: 'encoded', bytes: ArrayBuffer, key: boolean} | {kind: 'swallowed'} | {kind: 'failed', reason: string} | {kind: 'tick'}} EncodeReply */
/** @typedef {{onmessage: ((event: MessageEvent<EncodeRequest>) => void) | null, postMessage(reply: EncodeReply, transfer?: Transferable[]): void}} Scope */

const scope = /** @type {Scope} */ (/** @type {unknown} */ (self));
const encoder = new OffscreenEncoder();
/** @type {UnitEncoder | null} */
let units = null;
/** @type {ReturnType<typeof setInterval> | undefined} */
let ticker;

scope.onmessage = ({ data }) => {
  switch (data.kind) {
    case 'encode':
      encode(data);
      break;
    case 'unit':
      encodeUnit(data);
      break;
    case 'tick':
      setTicker(data.intervalMs);
      break;
  }
};

/** @param {JpegRequest} request */
async function encode({ bitmap, width, height, quality }) {
  units?.close();
  units = null;
  try {
    const bytes = await encoder.encode(bitmap, width, height, quality);
    scope.postMessage({ kind: 'encoded', bytes, key: true }, [bytes]);
  } catch (error) {
    scope.postMessage({ kind: 'failed', reason: String(error) });
  } finally {
    bitmap.close();
  }
}

/** @param {UnitRequest} request */
async function encodeUnit({ picture, settings, wantsKey }) {
  units ??= new UnitEncoder();
  try {
    const unit = await units.encode(picture, settings, wantsKey, performance.now());
    if (unit) scope.postMessage({ kind: 'encoded', ...unit }, [unit.bytes]);
    else scope.postMessage({ kind: 'swallowed' });
  } catch (error) {
    units.close();
    units = null;
    scope.postMessage({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
}

/** A worker's timer keeps its pace while the page is hidden, where the page's own are slowed down. @param {number} intervalMs 0 stops it */
function setTicker(intervalMs) {
  clearInterval(ticker);
  if (intervalMs > 0) ticker = setInterval(() => scope.postMessage({ kind: 'tick' }), intervalMs);
}
