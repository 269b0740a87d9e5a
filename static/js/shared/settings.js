// @ts-check
/** What a person chose, kept from one visit to the next where the browser allows it. */
const PREFIX = 'realtimedetect.';

/** @param {string} name @param {string} fallback @returns {string} */
export function readSetting(name, fallback) {
  try {
    return localStorage.getItem(PREFIX + name) ?? fallback;
  } catch {
    return fallback;
  }
}

/** @param {string} name @param {string} value */
export function writeSetting(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Storage is blocked or full: the choice then lasts as long as the page.
  }
}
