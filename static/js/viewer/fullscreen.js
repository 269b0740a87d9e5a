// @ts-check
import { byId, setText } from '../shared/dom.js';

/** Without a movement for this long the controls fade out in full screen, milliseconds. */
const QUIET_AFTER_MS = 2_500;

/** Full screen by button, double click or the key f. */
export function setUpFullscreen() {
  const theatre = byId('theatre', HTMLElement);
  const button = byId('fullscreen', HTMLButtonElement);
  if (!document.fullscreenEnabled) {
    button.hidden = true;
    return;
  }
  const toggle = () => (document.fullscreenElement ? document.exitFullscreen() : theatre.requestFullscreen()).catch(() => {});
  button.addEventListener('click', toggle);
  byId('picture', HTMLCanvasElement).addEventListener('dblclick', toggle);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'f' && !event.ctrlKey && !event.metaKey && !(event.target instanceof HTMLSelectElement)) toggle();
  });
  document.addEventListener('fullscreenchange', () => {
    const label = button.querySelector('span');
    if (label) setText(label, document.fullscreenElement ? 'Leave full screen' : 'Full screen');
  });
  fadeWhenQuiet(theatre);
}

/** @param {HTMLElement} theatre */
function fadeWhenQuiet(theatre) {
  let timer = 0;
  const stir = () => {
    window.clearTimeout(timer);
    theatre.classList.remove('quiet');
    timer = window.setTimeout(() => theatre.classList.toggle('quiet', document.fullscreenElement !== null), QUIET_AFTER_MS);
  };
  for (const type of ['pointermove', 'pointerdown', 'keydown', 'fullscreenchange']) document.addEventListener(type, stir);
}
