#!/usr/bin/env node
import { ensureInstalled, findNode, main, run } from './bootstrap.mjs';

ensureInstalled();
process.exit(await run(findNode(), [main, ...process.argv.slice(2)]));
