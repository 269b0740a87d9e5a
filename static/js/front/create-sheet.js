// @ts-check
import { createStream } from '../shared/api.js';
import { byId, setText, show } from '../shared/dom.js';

/** @import { StreamSummary } from '../shared/api.js' */

/** The dialog in which a stream is created with a name, a size and a rate of its own. */
export class CreateSheet {
  #dialog = byId('create', HTMLDialogElement);
  #form = byId('create-form', HTMLFormElement);
  #problem = byId('create-problem', HTMLElement);
  #submit = byId('create-submit', HTMLButtonElement);
  /** @type {(stream: StreamSummary) => void} */ #onCreated;

  /** @param {(stream: StreamSummary) => void} onCreated */
  constructor(onCreated) {
    this.#onCreated = onCreated;
    byId('create-close', HTMLButtonElement).addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('click', (event) => { if (event.target === this.#dialog) this.#dialog.close(); });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#create();
    });
  }

  open() {
    this.#form.reset();
    show(this.#problem, false);
    this.#dialog.showModal();
  }

  async #create() {
    this.#submit.disabled = true;
    try {
      const stream = await createStream(this.#settings());
      this.#dialog.close();
      this.#onCreated(stream);
    } catch (error) {
      setText(this.#problem, error instanceof Error ? error.message : String(error));
      show(this.#problem, true);
    }
    this.#submit.disabled = false;
  }

  /** @returns {import('../shared/api.js').NewStream} */
  #settings() {
    const values = new FormData(this.#form);
    const name = String(values.get('name') ?? '').trim();
    return {
      quality: String(values.get('quality')), fps: Number(values.get('fps')), jpeg_quality: Number(values.get('jpeg_quality')),
      ...(name === '' ? {} : { stream_id: name }),
    };
  }
}
