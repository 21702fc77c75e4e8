// `npm run generate`: writes the documents that are drawn from the declarations.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { glossary } from './generated-glossary.ts';
import { handbookPages, settingsPage } from './generated-handbook.ts';
import { permissionPage } from './permission-matrix.ts';
import { ROOT } from './tree.ts';

const pages = new Map([
  ['GLOSSARY.md', glossary()],
  ['docs/handbook/permissions.md', permissionPage()],
  ['docs/handbook/settings.md', settingsPage()],
  ...handbookPages(),
]);

for (const [path, content] of pages) {
  mkdirSync(dirname(`${ROOT}${path}`), { recursive: true });
  writeFileSync(`${ROOT}${path}`, content);
}
