// @ts-check
import { byId, make, setText, show } from '../shared/dom.js';

/** @import { Problem } from './problems.js' */

/** The picture and what stands in its place: the explanation before the start, or a problem. */
export class CameraStage {
  #stage = byId('stage', HTMLElement);
  #intro = byId('intro', HTMLElement);
  #problem = byId('problem', HTMLElement);
  #bar = byId('stage-bar', HTMLElement);
  #badge = byId('badge', HTMLElement);
  #retry = byId('retry', HTMLButtonElement);
  #start = byId('start', HTMLButtonElement);
  video = byId('preview', HTMLVideoElement);
  #live = false;

  /** @returns {boolean} whether the person has started the camera */
  get isLive() {
    return this.#live;
  }

  /** The page's scripts are at work: before, pressing start would have been lost. */
  showReady() {
    this.#start.disabled = false;
  }

  showIntro() {
    this.#live = false;
    this.video.srcObject = null;
    this.#start.disabled = false;
    setText(this.#start, 'Start camera');
    this.#arrange({ intro: true, problem: false, picture: false });
    this.#start.focus();
  }

  /** Pressed start; the browser may be asking its question. */
  showStarting() {
    this.#live = true;
    this.#start.disabled = true;
    setText(this.#start, 'Waiting for permission…');
    this.#retry.disabled = true;
  }

  /** @param {MediaStream} stream */
  async showStream(stream) {
    const settings = stream.getVideoTracks()[0]?.getSettings();
    this.video.srcObject = stream;
    this.video.classList.toggle('mirrored', settings?.facingMode === 'user');
    this.#arrange({ intro: false, problem: false, picture: true });
    await this.video.play().catch(() => {});
  }

  /**
   * @param {Problem} problem
   * @param {{address: string | null, help: boolean} | null} secure where a secure page is the answer
   */
  showProblem(problem, secure) {
    setText(byId('problem-title', HTMLElement), problem.title);
    setText(byId('problem-text', HTMLElement), problem.text);
    byId('problem-steps', HTMLElement).replaceChildren(...problem.steps.map((step) => make('li', {}, step)));
    const link = byId('problem-link', HTMLAnchorElement);
    if (secure?.address) link.href = secure.address;
    show(link, Boolean(secure?.address));
    show(byId('problem-help', HTMLElement), secure?.help ?? false);
    show(this.#retry, secure === null);
    this.#retry.disabled = false;
    this.#arrange({ intro: false, problem: true, picture: false });
  }

  /** @param {{intro: boolean, problem: boolean, picture: boolean}} visible */
  #arrange({ intro, problem, picture }) {
    show(this.#intro, intro);
    show(this.#problem, problem);
    show(this.video, picture);
    show(this.#bar, picture);
    show(this.#badge, picture);
    this.#stage.classList.toggle('idle', !picture);
  }
}
