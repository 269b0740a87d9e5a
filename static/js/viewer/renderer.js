// @ts-check
import { FramePainter } from './painter.js';

/** @import { FrameToPaint, NotPainted, PaintEvents, Painted } from './painter.js' */
/** @import { RenderRequest } from './render-worker.js' */

/**
 * @typedef {object} Renderer
 * @property {(frame: FrameToPaint) => void} offer takes the picture's buffer over
 * @property {(width: number, height: number) => void} resize device pixels
 * @property {() => void} restart a new connection begins: what came before is not shown any more
 * @property {'worker' | 'page'} place where frames are decoded and painted
 */

/**
 * Paints on a canvas: in a worker where the browser can, else on the page.
 * @param {HTMLCanvasElement} canvas
 * @param {PaintEvents} events
 * @returns {Renderer}
 */
export function createRenderer(canvas, events) {
  return canPaintInWorker(canvas) ? workerRenderer(canvas, events) : pageRenderer(canvas, events);
}

/** @param {HTMLCanvasElement} canvas @param {PaintEvents} events @returns {Renderer} */
function workerRenderer(canvas, events) {
  const worker = new Worker(new URL('./render-worker.js', import.meta.url), { type: 'module' });
  const post = (/** @type {RenderRequest} */ request, /** @type {Transferable[]} */ transfer = []) => worker.postMessage(request, transfer);
  worker.onmessage = (/** @type {MessageEvent<Painted | NotPainted>} */ { data }) => events(data);
  const offscreen = canvas.transferControlToOffscreen();
  post({ kind: 'start', canvas: offscreen }, [offscreen]);
  return {
    offer: (frame) => post({ kind: 'frame', ...frame }, [frame.picture]),
    resize: (width, height) => post({ kind: 'resize', width, height }),
    restart: () => post({ kind: 'restart' }),
    place: 'worker',
  };
}

/** @param {HTMLCanvasElement} canvas @param {PaintEvents} events @returns {Renderer} */
function pageRenderer(canvas, events) {
  const painter = new FramePainter(canvas, events);
  return {
    offer: (frame) => painter.offer(frame),
    resize: (width, height) => painter.resize(width, height),
    restart: () => painter.restart(),
    place: 'page',
  };
}

/** @param {HTMLCanvasElement} canvas @returns {boolean} whether a worker can paint, in step with the screen */
function canPaintInWorker(canvas) {
  return 'transferControlToOffscreen' in canvas && typeof OffscreenCanvas === 'function' && isWorkerPaced();
}

/** Module workers and `requestAnimationFrame` in them came to every engine no later than this method of the canvas. @returns {boolean} */
function isWorkerPaced() {
  return 'convertToBlob' in OffscreenCanvas.prototype;
}
