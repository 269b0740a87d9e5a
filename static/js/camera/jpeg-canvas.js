// @ts-check
/** Media type of the frames; browsers write it as baseline JPEG, which is what the server reads. */
const JPEG = 'image/jpeg';

/** Encodes pictures on an OffscreenCanvas, in a worker or beside one. */
export class OffscreenEncoder {
  #canvas = new OffscreenCanvas(2, 2);

  /**
   * @param {CanvasImageSource} picture stays the caller's
   * @param {number} width pixels @param {number} height pixels
   * @param {number} quality 0 to 1
   * @returns {Promise<ArrayBuffer>}
   */
  async encode(picture, width, height, quality) {
    draw(this.#canvas, this.#canvas.getContext('2d', { alpha: false }), picture, width, height);
    const blob = await this.#canvas.convertToBlob({ type: JPEG, quality });
    return blob.arrayBuffer();
  }
}

/** Encodes pictures on the page's own canvas, where a browser has no OffscreenCanvas. */
export class PageEncoder {
  #canvas = document.createElement('canvas');

  /**
   * @param {CanvasImageSource} picture stays the caller's
   * @param {number} width pixels @param {number} height pixels
   * @param {number} quality 0 to 1
   * @returns {Promise<ArrayBuffer>}
   */
  async encode(picture, width, height, quality) {
    draw(this.#canvas, this.#canvas.getContext('2d', { alpha: false }), picture, width, height);
    /** @type {Blob | null} */
    const blob = await new Promise((resolve) => { this.#canvas.toBlob(resolve, JPEG, quality); });
    if (blob === null) throw new Error('the browser could not encode a frame');
    return blob.arrayBuffer();
  }
}

/**
 * @param {OffscreenCanvas | HTMLCanvasElement} canvas
 * @param {OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D | null} context
 * @param {CanvasImageSource} picture
 * @param {number} width @param {number} height
 */
function draw(canvas, context, picture, width, height) {
  if (!context) throw new Error('the browser gave no 2D canvas');
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.imageSmoothingQuality = 'medium';
  context.drawImage(picture, 0, 0, width, height);
}
