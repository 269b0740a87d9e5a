import { test } from 'node:test';
import { fakeCamera } from './support/chromium.mjs';
import { makeClip } from './support/clip.mjs';
import { fixedPort, RelayServer } from './support/relay-server.mjs';
import { Suite, skip, untilAbove, untilPictureMoves, untilText } from './support/suite.mjs';

let clip;
/** Still free after a while without a server. */
const urls = `http://127.0.0.1:${await fixedPort()}`;
const suite = new Suite({ urls, prepare: async ({ server }) => { clip = await makeClip(server.origin); } });

test('BothPages_ServerKilledAndStartedAgain_ComeBackByThemselves', { skip }, async () => {
  const browser = await suite.browser({ args: fakeCamera(clip.file) });
  const camera = await suite.open(browser, '/camera/again');
  await camera.click('#start');
  await untilAbove(camera, '#processed', 5);
  const viewer = await suite.open(browser, '/view/again');
  const front = await suite.open(browser, '/');
  await untilText(viewer, '#link-state', /Live/);

  await suite.server.kill();
  await untilText(camera, '#notice', /cannot be reached/);
  await untilText(viewer, '#waiting-title', /Connection lost/);
  await untilText(front, '#notice', /cannot be reached/);
  suite.server = await RelayServer.start({ urls });

  await untilText(camera, '#link-state', /Connected/);
  await untilText(viewer, '#link-state', /Live/);
  await untilPictureMoves(viewer);
  await untilText(front, '#streams', /again/);
  await untilAbove(camera, '#sent-rate', 2);
});
