// @ts-check
import { fetchServer, fetchStreams } from '../shared/api.js';
import { isLoopback, isSecureForThisMachineOnly, randomToken, secureAddress } from '../shared/addresses.js';
import { byId, make, setText, show } from '../shared/dom.js';
import { pollWhileVisible } from '../shared/poll.js';
import { CreateSheet } from './create-sheet.js';
import { LinkSheet } from './link-sheet.js';
import { StreamList } from './stream-list.js';

/** @import { ServerInfo } from '../shared/api.js' */

/** Time between two questions for the streams, milliseconds. */
const STREAMS_INTERVAL_MS = 2_000;

const sheet = new LinkSheet();
const createSheet = new CreateSheet(({ token }) => {
  sheet.open(`Stream ${token}`, token);
  refresh();
});
const list = new StreamList((token) => sheet.open(`Stream ${token}`, token));
const notice = byId('notice', HTMLElement);
let serverKnown = false;

byId('new-camera', HTMLButtonElement).addEventListener('click', () => sheet.open('New camera', randomToken()));
byId('create-stream', HTMLButtonElement).addEventListener('click', () => createSheet.open());
pollWhileVisible(refresh, STREAMS_INTERVAL_MS);

async function refresh() {
  try {
    if (!serverKnown) showServer(await fetchServer());
    const streams = await fetchStreams();
    list.update(streams);
    show(byId('empty', HTMLElement), streams.length === 0);
    show(byId('wall-link', HTMLElement), streams.length > 1);
    show(notice, false);
  } catch {
    serverKnown = false;
    setText(notice, 'The server cannot be reached. This page keeps trying.');
    show(notice, true);
  }
}

/** @param {ServerInfo} server */
function showServer(server) {
  serverKnown = true;
  sheet.server = server;
  setText(byId('server-model', HTMLElement), `Model ${server.model}`);
  setText(byId('server-provider', HTMLElement), `Runs on ${server.execution_provider}${server.gpu_available ? ' (GPU)' : ''}`);
  setText(byId('server-version', HTMLElement), `${server.name} ${server.version}`);
  showHttpsHint(server);
}

/** Says what stands between a phone and this server. @param {ServerInfo} server */
function showHttpsHint(server) {
  const hint = byId('https-hint', HTMLElement);
  const secure = secureAddress(server, '/');
  if (secure === null) {
    hint.replaceChildren('Phones give their camera only to secure pages, and HTTPS is off here. Start the server with ', make('code', {}, '--https'), ' to use one.');
  } else if (isSecureForThisMachineOnly(server)) {
    hint.replaceChildren('HTTPS answers on this machine only. Start the server with ', make('code', {}, '--Https:BindAddress=*'), ' to let phones in.');
  } else if (location.protocol !== 'https:' && !isLoopback(location.hostname)) {
    hint.replaceChildren('For cameras, use ', make('a', { href: secure }, secure), '. The first time on a phone: ', make('a', { href: '/help/phone' }, 'set it up'), '.');
  } else {
    hint.replaceChildren();
  }
  show(hint, hint.hasChildNodes());
}
