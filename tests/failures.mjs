// What failed, in a few lines each: read from the suites' own output, and listed where the end of a long log still shows it.

/** A test, step or suite that failed, and the first lines of what is known of it. @typedef {{name: string, lines: string[]}} Failure */

const MOST_FAILURES = 20;
const MOST_LINES = 6;
const MOST_CHARACTERS = 300;

/** Of what ended without a word of its own, the last lines are all that is known. */
const LAST_LINES = 15;

/**
 * The failed tests of a .NET suite: a line with the name, and indented below it the message and the stack.
 * @param {string} output
 * @returns {Failure[]}
 */
export function dotnetFailures(output) {
  const lines = output.split('\n');
  return lines.flatMap((line, index) => {
    const name = /^failed (.+)$/.exec(line)?.[1];
    return name === undefined ? [] : [{ name, lines: first([...new Set(whileTrue(lines, index + 1, (next) => /^\s+\S/.test(next)))]) }];
  });
}

/**
 * The failed tests of a node suite, in TAP: `not ok`, and below it a YAML block. Left out is a test that failed only because one
 * inside it did.
 * @param {string} output
 * @returns {Failure[]}
 */
export function tapFailures(output) {
  const lines = output.split('\n');
  return lines.flatMap((line, index) => {
    const [, indent, name] = /^( *)not ok \d+ - (.+)$/.exec(line) ?? [];
    if (name === undefined || / # (TODO|SKIP)/.test(name)) return [];
    const block = whileTrue(lines, index + 1, (next) => next !== `${indent}  ...`);
    const has = (/** @type {string} */ field) => block.some((next) => next.startsWith(`${indent}  ${field}`));
    if (has("failureType: 'subtestsFailed'")) return [];
    const fields = block.filter((next) => /^ *(location|exitCode):/.test(next));
    return [{ name, lines: has('exitCode:') ? [...fields, ...fileEnd(lines, index)] : first([...fields, ...tapError(block, indent)]) }];
  });
}

/**
 * What a compiler or an installer complains about, each complaint once.
 * @param {string} output
 * @returns {string[]}
 */
export function complaints(output) {
  const lines = [...new Set(output.split('\n').map((line) => line.trim()).filter(Boolean))];
  const errors = lines.filter((line) => /\berror\b/i.test(line));
  return errors.length > 0 ? first(errors) : lines.slice(-MOST_LINES);
}

/**
 * @param {string} output
 * @returns {string[]}
 */
export function lastLines(output) {
  return output.split('\n').filter((line) => line.trim()).slice(-LAST_LINES);
}

/**
 * Prints what failed, if anything did.
 * @param {{name: string, failures: Failure[]}[]} suites
 */
export function printFailures(suites) {
  const all = suites.flatMap(({ name, failures }) => failures.map((failure) => ({ ...failure, name: `${name}: ${failure.name}` })));
  if (all.length === 0) return;
  console.log('\nfailed');
  for (const { name, lines } of all.slice(0, MOST_FAILURES)) {
    console.log(cut(`  ${name}`));
    for (const line of lines) console.log(cut(`      ${line.trim()}`));
  }
  if (all.length > MOST_FAILURES) console.log(`  and ${all.length - MOST_FAILURES} more`);
}

/**
 * The error of a TAP block: on the line of its key, or indented below it.
 * @param {string[]} block
 * @param {string} indent
 */
function tapError(block, indent) {
  const start = block.findIndex((line) => line.startsWith(`${indent}  error:`));
  if (start < 0) return [];
  const below = whileTrue(block, start + 1, (line) => line.startsWith(`${indent}    `));
  return below.length > 0 ? below : [block[start]];
}

/**
 * What a test file that ended by itself had said: the comments above its heading.
 * @param {string[]} lines
 * @param {number} index
 */
function fileEnd(lines, index) {
  const said = whileTrue(lines.slice(0, index).reverse(), 0, (line) => line.startsWith('# ')).reverse();
  return said.filter((line) => !line.startsWith('# Subtest: ')).slice(-LAST_LINES);
}

/**
 * @param {string[]} lines
 * @param {number} start
 * @param {(line: string) => boolean} holds
 */
function whileTrue(lines, start, holds) {
  const end = lines.findIndex((line, index) => index >= start && !holds(line));
  return lines.slice(start, end < 0 ? lines.length : end);
}

/** @param {string[]} lines */
function first(lines) {
  return lines.filter((line) => line.trim()).slice(0, MOST_LINES);
}

/** @param {string} line */
function cut(line) {
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS - 1)}…` : line;
}
