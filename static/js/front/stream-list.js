// @ts-check
import { sentOf } from '../shared/api.js';
import { byId, make, setText, show } from '../shared/dom.js';
import { formatBitRate, formatFps } from '../shared/format.js';
import { Thumbnail } from './thumbnail.js';

/** @import { StreamSummary } from '../shared/api.js' */
/** @typedef {{element: HTMLElement, update(stream: StreamSummary): void, stop(): void}} StreamCard */

/** The live streams as cards; a card stays the same element while its stream lives, so that focus and selection stay too. */
export class StreamList {
  #list = byId('streams', HTMLElement);
  /** @type {Map<string, StreamCard>} */ #cards = new Map();
  /** @type {(token: string) => void} */ #onShare;

  /** @param {(token: string) => void} onShare */
  constructor(onShare) {
    this.#onShare = onShare;
  }

  /** @param {StreamSummary[]} streams */
  update(streams) {
    const live = new Set(streams.map(({ token }) => token));
    for (const [token, card] of this.#cards) {
      if (live.has(token)) continue;
      card.stop();
      card.element.remove();
      this.#cards.delete(token);
    }
    for (const stream of streams) this.#cardOf(stream).update(stream);
    show(this.#list, streams.length > 0);
  }

  /** @param {StreamSummary} stream @returns {StreamCard} */
  #cardOf(stream) {
    const known = this.#cards.get(stream.token);
    if (known) return known;
    const card = createCard(stream, () => this.#onShare(stream.token));
    this.#cards.set(stream.token, card);
    this.#list.append(card.element);
    return card;
  }
}

/** What a card says about its stream, in the order of `factsOf`. */
const FACT_NAMES = ['Picture', 'Rate', 'Model', 'Viewers', 'In', 'Out, all viewers'];

/** @param {StreamSummary} stream @returns {string[]} */
function factsOf(stream) {
  return [
    stream.width > 0 ? `${stream.width} × ${stream.height}` : 'none yet',
    stream.camera_connected ? formatFps(stream.fps) : 'no camera',
    stream.model,
    String(stream.viewer_count),
    formatBitRate(stream.bytes_per_second['received'] ?? 0),
    formatBitRate(sentOf(stream.bytes_per_second)),
  ];
}

/** @param {StreamSummary} stream @param {() => void} onShare @returns {StreamCard} */
function createCard(stream, onShare) {
  const thumbnail = new Thumbnail(stream);
  const state = make('span', { class: 'pill' });
  const facts = FACT_NAMES.map(() => make('dd', {}));
  const share = make('button', { class: 'button compact', type: 'button' }, 'Share');
  share.addEventListener('click', onShare);
  const camera = make('a', { class: 'button compact', href: stream.camera_url }, 'Camera');
  const element = make('article', { class: 'card stream', 'data-token': stream.token },
    thumbnail.element,
    make('header', {}, make('h3', { title: stream.token }, stream.token), state),
    make('dl', { class: 'facts' }, ...FACT_NAMES.flatMap((name, index) => [make('dt', {}, name), facts[index] ?? ''])),
    make('div', { class: 'row' },
      make('a', { class: 'button compact primary', href: stream.viewer_url }, 'Watch'),
      camera,
      make('a', { class: 'button compact', href: `/recordings/${stream.token}` }, 'Recordings'),
      share));
  const update = (/** @type {StreamSummary} */ latest) => {
    thumbnail.update(latest);
    updateCard({ state, facts, camera }, latest);
  };
  return { element, update, stop: thumbnail.stop };
}

/** @param {{state: HTMLElement, facts: HTMLElement[], camera: HTMLElement}} parts @param {StreamSummary} stream */
function updateCard({ state, facts, camera }, stream) {
  state.dataset.tone = stream.camera_connected ? 'good' : 'warn';
  setText(state, stream.camera_connected ? 'Live' : stream.status === 'stopped' ? 'Stopped' : 'Waiting');
  show(camera, !stream.camera_connected);
  const texts = factsOf(stream);
  facts.forEach((fact, index) => setText(fact, texts[index] ?? ''));
}
