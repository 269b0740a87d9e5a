// @ts-check
import { make } from '../shared/dom.js';
import { pollWhileSeen } from '../shared/poll.js';

/** @import { StreamSummary } from '../shared/api.js' */

/** Time between two pictures, milliseconds: enough to recognise a stream, and next to nothing for the server. */
const INTERVAL_MS = 4_000;

/** A stream's picture, renewed slowly and only while it can be seen and a camera is there. */
export class Thumbnail {
  #picture = make('img', { alt: '', hidden: '' });
  #viewerUrl;
  #isLive = false;
  /** Ends the renewal. */ stop;

  /** @param {StreamSummary} stream */
  constructor({ viewer_url: viewerUrl }) {
    this.#viewerUrl = viewerUrl;
    // Leads where the card's own link leads, so that it is one for the pointer only.
    this.element = make('a', { class: 'thumb', href: viewerUrl, tabindex: '-1', 'aria-hidden': 'true' }, this.#picture);
    this.stop = pollWhileSeen(this.element, () => this.#renew(), INTERVAL_MS);
  }

  /** @param {StreamSummary} stream */
  update({ camera_connected: isLive }) {
    this.#isLive = isLive;
    this.element.classList.toggle('away', !isLive);
  }

  async #renew() {
    if (!this.#isLive) return;
    const next = make('img', { alt: '', src: `${this.#viewerUrl}/snapshot.jpg?t=${Date.now()}` });
    // No picture in time: the last one stays.
    await next.decode().then(() => this.#show(next), () => {});
  }

  /** @param {HTMLImageElement} next */
  #show(next) {
    this.#picture.replaceWith(next);
    this.#picture = next;
  }
}
