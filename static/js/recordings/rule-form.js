// @ts-check
import { byId, show } from '../shared/dom.js';

/** @import { Status } from './api.js' */
/** @typedef {{mode: string, classes?: string[]}} WantedRule */

/** When the stream is recorded: the server's rule, until a person is about to change it. */
export class RuleForm {
  #mode = byId('mode', HTMLSelectElement);
  #classes = byId('classes', HTMLInputElement);
  #edited = false;

  /** @param {(rule: WantedRule) => void} onRule */
  constructor(onRule) {
    const apply = () => {
      this.#edited = false;
      onRule({ mode: this.#mode.value, ...(this.#mode.value === 'class' ? { classes: this.#names() } : {}) });
    };
    this.#classes.addEventListener('input', () => { this.#edited = true; });
    this.#mode.addEventListener('change', () => {
      this.#edited = true;
      this.#showFields();
      // Seen what, comes next.
      if (this.#mode.value === 'class') this.#classes.focus();
      else apply();
    });
    byId('rule', HTMLFormElement).addEventListener('submit', (event) => { event.preventDefault(); apply(); });
  }

  /** @param {Status} status */
  refresh({ available, rule }) {
    this.#mode.disabled = !available;
    if (this.#edited) return;
    this.#mode.value = rule.mode;
    this.#classes.value = rule.classes.join(', ');
    this.#showFields();
  }

  #showFields() {
    const isByClass = this.#mode.value === 'class';
    show(byId('classes-field', HTMLElement), isByClass);
    show(byId('apply-rule', HTMLButtonElement), isByClass);
  }

  #names() {
    return this.#classes.value.split(',').map((name) => name.trim()).filter((name) => name !== '');
  }
}
