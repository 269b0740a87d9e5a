// @ts-check
import { qrAddress } from '../shared/api.js';
import { shareAddress } from '../shared/addresses.js';
import { byId, copyText, setText, show } from '../shared/dom.js';

/** @import { ServerInfo } from '../shared/api.js' */

/** The dialog with a stream's links and the QR code of its camera page. */
export class LinkSheet {
  #dialog = byId('sheet', HTMLDialogElement);
  #qr = byId('sheet-qr', HTMLImageElement);
  #status = byId('sheet-status', HTMLElement);
  /** @type {ServerInfo | null} */ server = null;
  #camera = '';
  #viewer = '';

  constructor() {
    byId('sheet-close', HTMLButtonElement).addEventListener('click', () => this.#dialog.close());
    byId('copy-camera', HTMLButtonElement).addEventListener('click', () => this.#copy(this.#camera));
    byId('copy-viewer', HTMLButtonElement).addEventListener('click', () => this.#copy(this.#viewer));
    this.#dialog.addEventListener('click', (event) => { if (event.target === this.#dialog) this.#dialog.close(); });
    this.#qr.addEventListener('error', () => show(this.#qr, false));
    this.#qr.addEventListener('load', () => show(this.#qr, true));
  }

  /** @param {string} title @param {string} token */
  open(title, token) {
    const cameraPath = `/camera/${token}`;
    const viewerPath = `/view/${token}`;
    this.#camera = shareAddress(location.origin, this.server, cameraPath);
    this.#viewer = shareAddress(location.origin, this.server, viewerPath);
    setText(byId('sheet-title', HTMLElement), title);
    setText(byId('sheet-address', HTMLElement), this.#camera);
    setText(this.#status, '');
    this.#qr.src = qrAddress(cameraPath);
    byId('open-camera', HTMLAnchorElement).href = cameraPath;
    byId('open-viewer', HTMLAnchorElement).href = viewerPath;
    this.#dialog.showModal();
  }

  /** @param {string} address */
  async #copy(address) {
    setText(this.#status, (await copyText(address)) ? `Copied ${address}` : 'The browser did not allow copying.');
  }
}
