// @ts-check
import { byId, setText, show } from '../shared/dom.js';
import { drawBoxes } from '../viewer/boxes.js';
import { formatBytes, formatLength, formatMoment } from './format.js';
import { Timeline } from './timeline.js';

/** @import { Recording } from './api.js' */

/** Half a frame at 60 a second, milliseconds: a player's time is a rounded one. */
const ROUNDING_MS = 8;

/** The player: the video, and over it the boxes of the frame that is shown. */
export class Player {
  #section = byId('player', HTMLElement);
  #video = byId('video', HTMLVideoElement);
  #canvas = byId('boxes', HTMLCanvasElement);
  #showBoxes = byId('show-boxes', HTMLInputElement);
  #note = byId('player-note', HTMLElement);
  #timeline = new Timeline([]);
  /** @type {Recording | null} */ #recording = null;
  #frameRequest = 0;

  /** @param {() => void} onClosed */
  constructor(onClosed) {
    byId('close-player', HTMLButtonElement).addEventListener('click', () => { this.close(); onClosed(); });
    this.#showBoxes.addEventListener('change', () => this.#draw());
    for (const event of ['seeked', 'loadeddata', 'play']) this.#video.addEventListener(event, () => { this.#follow(); this.#draw(); });
    this.#video.addEventListener('error', () => setText(this.#note, 'This browser cannot play the recording; download it instead.'));
    new ResizeObserver(() => this.#draw()).observe(this.#video);
  }

  /** Id of what is open, or null. */
  get openId() {
    return this.#recording?.recording_id ?? null;
  }

  /** @param {Recording} recording */
  async open(recording) {
    this.#recording = recording;
    this.#timeline = new Timeline([]);
    setText(byId('player-title', HTMLElement), formatMoment(recording.started_at));
    setText(this.#note, `${formatLength(recording.duration_ms)}, ${recording.frames} frames, ${formatBytes(recording.bytes)}`);
    byId('download', HTMLAnchorElement).href = `${recording.video_url}?download=1`;
    byId('download-detections', HTMLAnchorElement).href = `${recording.detections_url}?download=1`;
    this.#video.src = recording.video_url;
    show(this.#section, true);
    this.#section.scrollIntoView({ block: 'start' });
    const timeline = await fetchTimeline(recording.detections_url);
    if (this.#recording !== recording) return;
    this.#timeline = timeline ?? this.#timeline;
    if (timeline === null) setText(this.#note, 'The detections of this recording could not be read.');
    this.#draw();
  }

  close() {
    this.#recording = null;
    this.#video.removeAttribute('src');
    this.#video.load();
    show(this.#section, false);
  }

  // Boxes change with the frame that is shown, which the browser tells where it can; else with the screen.
  #follow() {
    if (this.#frameRequest !== 0) return;
    const next = (/** @type {number} */ mediaTime) => {
      this.#frameRequest = 0;
      this.#draw(mediaTime);
      if (!this.#video.paused) this.#follow();
    };
    this.#frameRequest = 'requestVideoFrameCallback' in this.#video
      ? this.#video.requestVideoFrameCallback((_now, { mediaTime }) => next(mediaTime))
      : requestAnimationFrame(() => next(this.#video.currentTime));
  }

  /** @param {number} seconds */
  #draw(seconds = this.#video.currentTime) {
    const context = this.#canvas.getContext('2d');
    const { videoWidth, videoHeight } = this.#video;
    if (context === null || videoWidth === 0) return;
    const place = placeOf(this.#video, videoWidth / videoHeight);
    Object.assign(this.#canvas, { width: Math.round(place.width * devicePixelRatio), height: Math.round(place.height * devicePixelRatio) });
    Object.assign(this.#canvas.style, { left: `${place.left}px`, top: `${place.top}px`, width: `${place.width}px`, height: `${place.height}px` });
    context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    const detections = this.#showBoxes.checked ? this.#timeline.at(seconds * 1000 + ROUNDING_MS) : [];
    drawBoxes(context, detections, this.#canvas.width / videoWidth);
    this.#canvas.dataset.boxes = String(detections.length);
  }
}

/** Where the picture is within its element, which may be of another shape. @param {HTMLVideoElement} video @param {number} aspect */
function placeOf(video, aspect) {
  const width = Math.min(video.clientWidth, video.clientHeight * aspect);
  const height = width / aspect;
  return { width, height, left: (video.clientWidth - width) / 2, top: (video.clientHeight - height) / 2 };
}

/** @param {string} url @returns {Promise<Timeline | null>} */
async function fetchTimeline(url) {
  try {
    const response = await fetch(url);
    return response.ok ? Timeline.parse(await response.text()) : null;
  } catch {
    return null;
  }
}
