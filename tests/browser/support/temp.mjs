import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders = [];
process.once('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })));

/** A folder that is removed when the tests of this file end. @param {string} name @returns {string} */
export function tempFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `realtimedetect-${name}-`));
  folders.push(folder);
  return folder;
}
