#!/usr/bin/env node
// `npm test`: everything, in the order in which a mistake is cheapest to hear of.
// `npm test -- src/base`: only the tests under these paths, without the other checks.
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildBundles, ensureInstalled, findNode, root, run } from './bootstrap.mjs';

ensureInstalled({ withDevelopment: true });
const node = findNode();
const selection = process.argv.slice(2);
const tap = join(root, '.cache', 'test.tap');
mkdirSync(join(root, '.cache'), { recursive: true });
rmSync(tap, { force: true });

const tool = (path, ...args) => run(node, [join('node_modules', path), ...args], { cwd: root });

function tests() {
  const everything = ['src/**/*.test.ts', 'test/**/*.test.ts'];
  const files = selection.length === 0 ? everything : selection.map(toPattern);
  const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout'];
  reporters.push('--test-reporter=tap', `--test-reporter-destination=${tap}`);
  const limits = ['--test-concurrency=2', '--test-timeout=300000'];
  return run(node, ['--test', ...limits, ...reporters, ...files], { cwd: root });
}

const toPattern = (path) =>
  statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory()
    ? `${path.replace(/\/+$/, '')}/**/*.test.ts`
    : path;

const checks = {
  types: () => tool('typescript/bin/tsc', '--noEmit'),
  lint: () => tool('oxlint/bin/oxlint', '--type-aware'),
  format: () => tool('oxfmt/bin/oxfmt', '--check'),
  deadcode: () => tool('knip/bin/knip.js', '--no-progress'),
  bundles: () => buildBundles(node, { always: true }),
};

const results = [];
for (const [name, check] of Object.entries(
  selection.length === 0 ? { ...checks, tests } : { bundles: () => buildBundles(node), tests },
)) {
  const begun = performance.now();
  process.stdout.write(`\n== ${name}\n`);
  results.push({ name, code: await check(), seconds: (performance.now() - begun) / 1000 });
}

process.stdout.write('\n');
for (const { name, code, seconds } of results) {
  const verdict = code === 0 ? 'ok    ' : 'FAILED';
  process.stdout.write(`${verdict} ${name.padEnd(10)} ${seconds.toFixed(1)} s\n`);
}
// The test runner's own count, in its plain form, comes last.
const lines = existsSync(tap) ? readFileSync(tap, 'utf8').split('\n') : [];
process.stdout.write(`${lines.filter((line) => /^# \w+ [\d.]+$/.test(line)).join('\n')}\n`);
process.exit(results.some(({ code }) => code !== 0) ? 1 : 0);
