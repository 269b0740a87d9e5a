// @ts-check
/** @import { ServerInfo } from './api.js' */

/** Characters of a random token; 64 of them, so that each random byte's lower six bits pick one. */
const TOKEN_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';
/** 16 characters of 6 bits: 96 bits that nobody guesses. */
const TOKEN_LENGTH = 16;

/** @returns {string} a token for a new stream */
export function randomToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_LENGTH));
  return Array.from(bytes, (byte) => TOKEN_ALPHABET.charAt(byte & 63)).join('');
}

/** @param {string} hostname @returns {boolean} */
export function isLoopback(hostname) {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/**
 * The address that another device should open: the page's own where that is secure and reachable, else the server's secure
 * address in the network, else the page's own after all.
 * @param {string} origin the page's own origin
 * @param {ServerInfo | null} server
 * @param {string} path
 * @returns {string}
 */
export function shareAddress(origin, server, path) {
  const own = new URL(origin);
  if (own.protocol === 'https:' && !isLoopback(own.hostname)) return new URL(path, own).href;
  return secureAddress(server, path) ?? new URL(path, own).href;
}

/**
 * The server's secure address, one in the network rather than a loopback one.
 * @param {ServerInfo | null} server
 * @param {string} path
 * @returns {string | null} null where the server has no HTTPS
 */
export function secureAddress(server, path) {
  const urls = server?.https?.enabled ? server.https.urls : [];
  const best = urls.find((url) => !isLoopback(new URL(url).hostname)) ?? urls[0];
  return best === undefined ? null : new URL(path, best).href;
}

/**
 * Whether the server's HTTPS can be reached from its own machine only, so that no phone gets in.
 * @param {ServerInfo | null} server
 * @returns {boolean}
 */
export function isSecureForThisMachineOnly(server) {
  return Boolean(server?.https.enabled) && (server?.https.urls ?? []).every((url) => isLoopback(new URL(url).hostname));
}

/**
 * The token at the end of a page's path, as it stands there (the server decodes it once).
 * @param {string} pathname
 * @returns {string}
 */
export function tokenOfPath(pathname) {
  return pathname.split('/').filter((part) => part !== '').at(-1) ?? '';
}

/** @param {Location} location @param {string} path @returns {string} */
export function socketAddress(location, path) {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`;
}
