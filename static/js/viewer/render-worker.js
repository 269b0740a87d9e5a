// @ts-check
import { FramePainter } from './painter.js';

/** @import { FrameToPaint, NotPainted, Painted } from './painter.js' */
/** @typedef {{kind: 'start', canvas: OffscreenCanvas} | {kind: 'resize', width: number, height: number} | {kind: 'restart'} | ({kind: 'frame'} & FrameToPaint)} RenderRequest */
/** @typedef {{onmessage: ((event: MessageEvent<RenderRequest>) => void) | null, postMessage(event: Painted | NotPainted): void}} Scope */

const scope = /** @type {Scope} */ (/** @type {unknown} */ (self));
/** @type {FramePainter | null} */
let painter = null;

scope.onmessage = ({ data }) => {
  switch (data.kind) {
    case 'start':
      painter = new FramePainter(data.canvas, (event) => scope.postMessage(event));
      break;
    case 'resize':
      painter?.resize(data.width, data.height);
      break;
    case 'restart':
      painter?.restart();
      break;
    case 'frame':
      painter?.offer(data);
      break;
  }
};
