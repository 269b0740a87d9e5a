// @ts-check
import { randomToken } from '../shared/addresses.js';

/**
 * The id by which this page, reloaded or reconnected, replaces its own older socket. A duplicated tab copies the storage of
 * its original, so the id is held under a lock while the page lives, and a page that does not get the lock takes a new id.
 * @param {string} token
 * @returns {Promise<string>}
 */
export async function sessionId(token) {
  const key = `realtimedetect.session.${token}`;
  const kept = read(key);
  const id = kept !== null && (await isFree(kept)) ? kept : randomToken();
  if (id !== kept) await isFree(id);
  write(key, id);
  return id;
}

/** Takes the id's lock for the life of the page. @param {string} id @returns {Promise<boolean>} false where another page holds it */
function isFree(id) {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks.request(`realtimedetect.session.${id}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => {});
    });
  });
}

/** @param {string} key @returns {string | null} */
function read(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string} value */
function write(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // Storage is blocked: a reload then waits until the server has dropped the older socket.
  }
}
