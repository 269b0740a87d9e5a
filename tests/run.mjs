// The test command: builds everything, runs every suite, and ends with one line "N passed, N failed, N skipped".
// Needs the .NET 10 SDK and Node.js 20 or newer. What else a suite needs is detected by the suite, which skips with a reason.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { complaints, dotnetFailures, lastLines, printFailures, tapFailures } from './failures.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** A suite that takes longer than this hangs; minutes. The longest took 11 on one core that it shared with a busy loop. */
const SUITE_LIMIT_MIN = 40;

/** @typedef {{name: string, passed: number, failed: number, skipped: number, reasons: string[], failures: import('./failures.mjs').Failure[]}} Result */

/** How a command ended. @typedef {{code: number, end: string, output: string}} Outcome */

/**
 * Runs a command, showing its output as it comes.
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, quiet?: boolean}} [options]
 * @returns {Promise<Outcome>}
 */
function run(command, args, { cwd = root, quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      output += chunk;
      if (!quiet) process.stdout.write(chunk);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const limit = setTimeout(() => {
      keep(Buffer.from(`\n${command} ${args.join(' ')}: stopped after ${SUITE_LIMIT_MIN} minutes\n`));
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    }, SUITE_LIMIT_MIN * 60_000);
    child.on('error', (error) => keep(Buffer.from(`${command}: ${error.message}\n`)));
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      resolve({ code: code ?? 1, end: `ended by ${signal ?? `exit code ${code}`}`, output });
    });
  });
}

/**
 * @param {string} name
 * @param {Outcome} outcome
 * @param {{passed: RegExp, failed: RegExp[], skipped: RegExp, reason: RegExp, failures: (output: string) => import('./failures.mjs').Failure[]}} patterns
 * @returns {Result}
 */
function read(name, { code, end, output }, patterns) {
  const last = (/** @type {RegExp} */ pattern) => Number([...output.matchAll(pattern)].at(-1)?.[1] ?? 0);
  const result = {
    name,
    passed: last(patterns.passed),
    failed: patterns.failed.reduce((sum, pattern) => sum + last(pattern), 0),
    skipped: last(patterns.skipped),
    reasons: [...new Set([...output.matchAll(patterns.reason)].map((match) => match[1].trim()))],
    failures: patterns.failures(output),
  };
  // A suite that crashed, or that ran nothing at all, has failed, whatever it counted.
  const ranNothing = result.passed + result.failed + result.skipped === 0;
  if (result.failed === 0 && (ranNothing || code !== 0)) {
    result.failed = 1;
    result.failures.push({ name: ranNothing ? `gave no counts, ${end}` : end, lines: lastLines(output) });
  }
  return result;
}

/** @param {string} project */
async function dotnetSuite(project) {
  const name = path.basename(project);
  console.log(`\n== ${name}`);
  const outcome = await run('dotnet', ['run', '--no-build', '-c', 'Release', '--project', project, '--', '--output', 'Normal', '--no-progress']);
  return read(name, outcome, {
    passed: /^\s*succeeded: (\d+)/gm,
    failed: [/^\s*failed: (\d+)/gm],
    skipped: /^\s*skipped: (\d+)/gm,
    reason: /^skipped .*\n\s+(.+)$/gm,
    failures: dotnetFailures,
  });
}

/**
 * @param {string} folder
 * @param {string[]} tests
 */
async function nodeSuite(folder, tests) {
  const cwd = path.join(root, 'tests', folder);
  console.log(`\n== tests/${folder}`);
  const outcome = await run('node', ['--test', '--test-concurrency=1', '--test-reporter=tap', ...tests], { cwd });
  return read(`tests/${folder}`, outcome, {
    passed: /^# pass (\d+)/gm,
    // A test that takes longer than it may counts as cancelled.
    failed: [/^# fail (\d+)/gm, /^# cancelled (\d+)/gm],
    skipped: /^# skipped (\d+)/gm,
    reason: /# SKIP (.+)$/gm,
    failures: tapFailures,
  });
}

/**
 * A step that is one test: it works or it does not.
 * @param {string} name
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<Result>}
 */
async function step(name, command, args, cwd) {
  console.log(`\n== ${name}`);
  const { code, end, output } = await run(command, args, { cwd });
  return code === 0
    ? { name, passed: 1, failed: 0, skipped: 0, reasons: [], failures: [] }
    : { name, passed: 0, failed: 1, skipped: 0, reasons: [], failures: [{ name: end, lines: complaints(output) }] };
}

/** @returns {Promise<Result[]>} */
async function main() {
  const build = await step('build', 'dotnet', ['build', 'RealtimeDetect.sln', '-c', 'Release', '--nologo', '-v', 'minimal'], root);
  if (build.failed) return [build];
  const results = [build];
  const tests = path.join(root, 'tests');
  for (const name of readdirSync(tests).filter((entry) => /\.\w*Tests$/.test(entry)).sort())
    results.push(await dotnetSuite(path.join('tests', name)));
  const browser = path.join(tests, 'browser');
  if (existsSync(browser)) {
    results.push(await step('npm ci', 'npm', ['ci', '--ignore-scripts', '--no-progress', '--loglevel=error'], browser));
    results.push(await step('tsc', 'npx', ['--no-install', 'tsc', '-p', path.join(root, 'static', 'jsconfig.json')], browser));
    for (const folder of ['static', 'browser']) {
      const files = readdirSync(path.join(tests, folder)).filter((file) => /\.test\.m?js$/.test(file)).sort();
      if (files.length > 0) results.push(await nodeSuite(folder, files));
    }
  }
  return results;
}

const results = await main();
printFailures(results);
console.log('\nsuite                          passed  failed  skipped');
for (const result of results) {
  console.log(`${result.name.padEnd(30)} ${[result.passed, result.failed, result.skipped].map((n) => String(n).padStart(6)).join('  ')}`);
  for (const reason of result.reasons) console.log(`    skipped: ${reason}`);
}
const total = (/** @type {'passed'|'failed'|'skipped'} */ key) => results.reduce((sum, result) => sum + result[key], 0);
console.log(`\n${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`);
process.exitCode = total('failed') === 0 && total('passed') > 0 ? 0 : 1;
