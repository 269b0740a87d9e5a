import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { tempFolder } from './temp.mjs';

const BUILT = fileURLToPath(new URL('../../../src/Relay/bin/Release/net10.0/RealtimeDetect.Relay.dll', import.meta.url));
const DLL = process.env.RELAY_DLL ?? BUILT;
/** Time that a start may take on a busy machine, milliseconds: the model is loaded and warmed up in it. */
const START_LIMIT_MS = 90_000;

/** Time between two questions whether it is warm, milliseconds. */
const WARM_POLL_MS = 100;

/** Why there is no server to test, or null. */
export const relayMissing = existsSync(DLL) ? null : `the server is not built (dotnet build src/Relay -c Release): ${DLL}`;

/** Ports below those that systems give out by themselves: what listened there a moment ago can do so again. */
const FIXED_PORTS = { from: 20_000, count: 10_000 };

/** @returns {Promise<number>} a TCP port that nobody listens on, and that no connection of this machine gets */
export async function fixedPort() {
  for (;;) {
    const port = FIXED_PORTS.from + Math.floor(Math.random() * FIXED_PORTS.count);
    if (await isFree(port)) return port;
  }
}

/** @param {number} port @returns {Promise<boolean>} */
function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** On a busy machine a frame is late and a program slow: what is lost for that is not what these tests are about. */
const PATIENCE = [
  '--Viewers:MaxFrameAgeMs=10000', '--H264:StallTimeout=00:00:30', '--Uplink:StallTimeout=00:00:30', '--Uplink:MaxWait=00:00:10',
  '--Ingest:PingTimeout=00:05:00',
];

/** The real server as a process of its own, on loopback. */
export class RelayServer {
  #process;
  #exited;
  #output = '';

  /** Where it listens, once it has said so. */
  origin = '';

  /** @param {string} urls @param {string[]} args */
  constructor(urls, args) {
    const settings = ['--urls', urls, '--offline', `--Recording:Directory=${tempFolder('recordings')}`, ...PATIENCE];
    this.#process = spawn('dotnet', [DLL, ...settings, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#exited = new Promise((resolve) => this.#process.once('exit', resolve));
    for (const stream of [this.#process.stdout, this.#process.stderr]) stream.setEncoding('utf8').on('data', (text) => { this.#output += text; });
  }

  /**
   * Starts a server and waits until it has printed its links and is warm: before, the demo stream stands still.
   * @param {{urls?: string, args?: string[]}} [options] Without a port of its own the system gives it one.
   */
  static async start({ urls = 'http://127.0.0.1:0', args = ['--demo'] } = {}) {
    const server = new RelayServer(urls, args);
    await server.#untilLinks();
    await server.#untilWarm();
    return server;
  }

  get port() {
    return Number(new URL(this.origin).port);
  }

  /** What it has printed so far. */
  get output() {
    return this.#output;
  }

  /** Ends it as a crash would. */
  async kill() {
    this.#process.kill('SIGKILL');
    await this.#exited;
  }

  /** @returns {Promise<void>} */
  #untilLinks() {
    return new Promise((resolve, reject) => {
      const fail = (why) => reject(new Error(`the server ${why}; it printed:\n${this.#output}`));
      const timer = setTimeout(() => fail('printed no link in time'), START_LIMIT_MS);
      this.#process.once('exit', (code) => fail(`ended with ${code}`));
      this.#process.stdout.on('data', () => {
        const origin = /^ *Streams +(http:\/\/127\.0\.0\.1:\d+)\//m.exec(this.#output)?.[1];
        if (!origin) return;
        this.origin = origin;
        clearTimeout(timer);
        resolve();
      });
    });
  }

  async #untilWarm() {
    const endMs = Date.now() + START_LIMIT_MS;
    while (!(await fetch(`${this.origin}/healthz/ready`)).ok) {
      if (Date.now() > endMs) throw new Error(`the server did not get warm in time; it printed:\n${this.#output}`);
      await sleep(WARM_POLL_MS);
    }
  }
}
