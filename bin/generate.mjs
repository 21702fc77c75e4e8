#!/usr/bin/env node
// `npm run generate`: the glossary and the handbook's procedure pages, from the declarations.
import { join } from 'node:path';
import { ensureInstalled, findNode, root, run } from './bootstrap.mjs';

ensureInstalled({ withDevelopment: true });
process.exit(await run(findNode(), [join(root, 'test', 'generate.ts')]));
