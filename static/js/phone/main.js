// @ts-check
import { fetchServer, qrAddress } from '../shared/api.js';
import { isSecureForThisMachineOnly, secureAddress } from '../shared/addresses.js';
import { byId, setText, show } from '../shared/dom.js';
import { runChecks, verdictOf } from './checks.js';

/** @import { CheckResults } from './checks.js' */

const PAGE_PATH = '/help/phone';
const tabs = [byId('tab-ios', HTMLButtonElement), byId('tab-android', HTMLButtonElement)];
const server = await fetchServer().catch(() => null);
const secure = secureAddress(server, PAGE_PATH);

showAddresses();
setUpTabs();
byId('check-again', HTMLButtonElement).addEventListener('click', check);
document.addEventListener('visibilitychange', () => { if (!document.hidden) check(); });
await check();

function showAddresses() {
  const authority = server?.https.authority;
  const fingerprint = server?.https.authority_fingerprint;
  show(byId('no-https', HTMLElement), server !== null && secure === null);
  show(byId('this-machine-only', HTMLElement), isSecureForThisMachineOnly(server));
  show(byId('open-section', HTMLElement), secure !== null);
  show(byId('trust-section', HTMLElement), Boolean(authority));
  show(byId('why-section', HTMLElement), Boolean(authority));
  show(byId('fingerprint-line', HTMLElement), Boolean(fingerprint));
  setText(byId('secure-address', HTMLElement), secure ?? '');
  setText(byId('fingerprint', HTMLElement), fingerprint ?? '');
  if (authority) byId('download', HTMLAnchorElement).href = authority;
  if (secure) byId('page-qr', HTMLImageElement).src = qrAddress(PAGE_PATH);
}

async function check() {
  const results = await runChecks();
  for (const [name, passed] of /** @type {[keyof CheckResults, boolean][]} */ (Object.entries(results))) {
    byId(`check-${name}`, HTMLElement).dataset.tone = passed ? 'good' : 'bad';
  }
  const { tone, text, offersSecure } = verdictOf(results, location.protocol === 'https:', secure !== null);
  const verdict = byId('verdict', HTMLElement);
  verdict.dataset.tone = tone;
  setText(verdict, text);
  show(verdict, true);
  const link = byId('open-secure', HTMLAnchorElement);
  if (secure) link.href = secure;
  show(link, offersSecure);
}

function setUpTabs() {
  for (const tab of tabs) tab.addEventListener('click', () => select(tab));
  tabs.forEach((tab, index) => tab.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    const other = tabs[1 - index];
    if (!other) return;
    select(other);
    other.focus();
  }));
  const android = tabs[1];
  if (android && /android/i.test(navigator.userAgent)) select(android);
}

/** @param {HTMLButtonElement} chosen */
function select(chosen) {
  for (const tab of tabs) {
    const isChosen = tab === chosen;
    tab.setAttribute('aria-selected', String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    show(byId(tab.getAttribute('aria-controls') ?? '', HTMLElement), isChosen);
  }
}
