#!/usr/bin/env node
// `npm start`: the demonstration, with nothing installed but Node and npm.
import { buildBundles, ensureInstalled, findNode, main, run } from './bootstrap.mjs';

ensureInstalled();
const node = findNode();
const built = await buildBundles(node);
if (built !== 0) process.exit(built);
const SHUJI_MODE = process.env.SHUJI_MODE || 'demo';
const SHUJI_DEMO_CITY = process.env.SHUJI_DEMO_CITY || 'on';
const env = { ...process.env, SHUJI_MODE, SHUJI_DEMO_CITY };
process.exit(await run(node, [main, 'serve', ...process.argv.slice(2)], { env }));
