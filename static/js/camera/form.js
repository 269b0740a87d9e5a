// @ts-check
import { byId, make, show } from '../shared/dom.js';
import { readSetting, writeSetting } from '../shared/settings.js';
import { hasTwoSides, listCameras } from './device.js';

/** @import { CameraChoice } from './device.js' */

/** Value prefix of an option that names a side instead of a device. */
const SIDE = 'side:';

/** The choice of camera, resolution and format, kept from visit to visit. */
export class CameraForm {
  #device = byId('device', HTMLSelectElement);
  #resolution = byId('resolution', HTMLSelectElement);
  #format = byId('format', HTMLSelectElement);
  #flip = byId('flip', HTMLButtonElement);

  /** @param {() => void} onChange another camera or resolution @param {(format: string) => void} onFormat */
  constructor(onChange, onFormat) {
    this.#fill([]);
    this.#select(this.#device, readSetting('device', hasTwoSides() ? `${SIDE}environment` : ''));
    this.#select(this.#resolution, readSetting('resolution', '1280x720'));
    this.#select(this.#format, readSetting('format', 'jpeg'));
    show(this.#flip, hasTwoSides());
    this.#format.addEventListener('change', () => {
      writeSetting('format', this.#format.value);
      onFormat(this.#format.value);
    });
    for (const [select, name] of /** @type {[HTMLSelectElement, string][]} */ ([[this.#device, 'device'], [this.#resolution, 'resolution']])) {
      select.addEventListener('change', () => {
        writeSetting(name, select.value);
        onChange();
      });
    }
  }

  /** @returns {CameraChoice} */
  get choice() {
    const [width = 1280, height = 720] = this.#resolution.value.split('x').map(Number);
    const value = this.#device.value;
    const isSide = value.startsWith(SIDE);
    return { deviceId: isSide ? '' : value, facing: isSide ? value.slice(SIDE.length) : '', width, height };
  }

  /** @returns {string} */
  get format() {
    return this.#format.value;
  }

  /** From the back camera to the front one, or back. */
  flip() {
    const facing = this.#device.value === `${SIDE}environment` ? 'user' : 'environment';
    this.#select(this.#device, SIDE + facing);
    this.#device.dispatchEvent(new Event('change'));
  }

  /** Lists the cameras by name, which browsers tell only once one was allowed. @param {MediaStream} current */
  async showCameras(current) {
    const cameras = await listCameras();
    const chosen = this.#device.value;
    this.#fill(cameras);
    const used = current.getVideoTracks()[0]?.getSettings().deviceId ?? '';
    if (!this.#select(this.#device, chosen) || chosen === '') this.#select(this.#device, used);
  }

  /** @param {MediaDeviceInfo[]} cameras */
  #fill(cameras) {
    const options = cameras.filter((camera) => camera.deviceId !== '').map((camera, index) => (
      make('option', { value: camera.deviceId }, camera.label || `Camera ${index + 1}`)));
    const sides = hasTwoSides()
      ? [make('option', { value: `${SIDE}environment` }, 'Back camera'), make('option', { value: `${SIDE}user` }, 'Front camera')]
      : [];
    if (sides.length + options.length === 0) options.push(make('option', { value: '' }, 'The browser’s own choice'));
    this.#device.replaceChildren(...sides, ...options);
  }

  /** @param {HTMLSelectElement} select @param {string} value @returns {boolean} false where there is no such option */
  #select(select, value) {
    const found = Array.from(select.options).some((option) => option.value === value);
    if (found) select.value = value;
    return found;
  }
}
