// @ts-check
import { byId, make, show } from '../shared/dom.js';
import { formatBytes, formatLength, formatMoment } from './format.js';

/** @import { Recording } from './api.js' */
/** @typedef {{onPlay(recording: Recording): void, onDelete(recording: Recording): void}} ListEvents */

/** Why a recording was made, for a person. @type {Record<Recording['trigger'], string>} */
const TRIGGERS = { on_demand: 'on demand', always: 'always', class: 'seen', last: 'saved afterwards', found: 'found again' };

/** The recordings, newest first. */
export class RecordingList {
  #list = byId('list', HTMLUListElement);
  #events;

  /** @param {ListEvents} events */
  constructor(events) {
    this.#events = events;
  }

  /** @param {Recording[]} recordings @param {number} total @param {string | null} openId */
  show(recordings, total, openId) {
    const focused = document.activeElement?.getAttribute('data-key');
    this.#list.replaceChildren(...recordings.map((recording) => this.#item(recording, recording.recording_id === openId)));
    const again = focused ? this.#list.querySelector(`[data-key="${CSS.escape(focused)}"]`) : null;
    if (again instanceof HTMLElement) again.focus();
    show(byId('empty', HTMLElement), total === 0);
    show(byId('more', HTMLElement), recordings.length < total);
  }

  /** @param {Recording} recording @param {boolean} isOpen */
  #item(recording, isOpen) {
    const isWriting = recording.state === 'writing';
    const play = make('button', { class: 'button compact primary', type: 'button', 'data-key': `play-${recording.recording_id}` }, 'Play');
    const remove = make('button', { class: 'button compact danger', type: 'button', 'data-key': `delete-${recording.recording_id}` }, 'Delete');
    play.disabled = recording.frames === 0;
    remove.disabled = isWriting;
    play.addEventListener('click', () => this.#events.onPlay(recording));
    remove.addEventListener('click', () => this.#events.onDelete(recording));
    const facts = [
      formatLength(recording.duration_ms), formatBytes(recording.bytes), `${recording.width} × ${recording.height}`, TRIGGERS[recording.trigger],
      ...(isWriting ? ['being written'] : []), ...(recording.classes.length > 0 ? [recording.classes.join(', ')] : []),
    ];
    return make('li', { class: 'recording', 'data-id': recording.recording_id, 'aria-current': String(isOpen) },
      make('div', {}, make('strong', {}, formatMoment(recording.started_at)), make('div', { class: 'facts-line' }, facts.join(' · '))),
      make('div', { class: 'row' }, play,
        make('a', { class: 'button compact', href: `${recording.video_url}?download=1` }, 'Download'), remove));
  }
}
