import { spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { tempFolder } from './temp.mjs';

/**
 * What makes a browser trust an authority: a certificate store in a home directory of its own, as a person would install it.
 * Without certutil (package libnss3-tools) the server's key alone is let through.
 * @param {string} authority PEM or DER
 * @param {number} port of the server
 * @returns {Promise<{args: string[], env: Record<string, string>, installed: boolean}>} for `launchChromium`
 */
export async function trust(authority, port) {
  const home = tempFolder('home');
  const store = join(home, '.pki/nssdb');
  const file = join(home, 'authority.crt');
  await mkdir(store, { recursive: true });
  await writeFile(file, new X509Certificate(authority).toString());
  const certutil = (...args) => spawnSync('certutil', ['-d', `sql:${store}`, ...args]).status === 0;
  if (certutil('-N', '--empty-password') && certutil('-A', '-t', 'C,,', '-n', 'authority', '-i', file)) {
    return { args: [], env: { HOME: home, XDG_DATA_HOME: '' }, installed: true };
  }
  return { args: [`--ignore-certificate-errors-spki-list=${await keyHash(port)}`], env: { HOME: home }, installed: false };
}

/** @param {number} port @returns {Promise<string>} SHA-256 of the server certificate's public key, base64 */
function keyHash(port) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', rejectUnauthorized: false }, () => {
      const { publicKey } = socket.getPeerX509Certificate();
      socket.end();
      resolve(createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('base64'));
    });
    socket.once('error', reject);
  });
}
