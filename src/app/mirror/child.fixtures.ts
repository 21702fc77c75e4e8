/** A mirror over HTTP until somebody kills it: `mirror-child.fixtures.ts FOLDER KEY.pem LOG-VKEY`. Says
 *  its port on stdout. */
import { createPrivateKey } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { mirrorRoutes } from '../../http/mirror.ts';
import { ed25519Signer } from '../../log/node-signatures.ts';
import { openMirror } from './mirror.ts';
import { readLogList } from '../witness/log-list.ts';

const [folder = '', keyFile = '', vkey = ''] = process.argv.slice(2);
const name = 'mirror.example/m';
const key = createPrivateKey(readFileSync(keyFile));
const mirror = openMirror({
  folder,
  name,
  signers: [ed25519Signer(key, name, 'ed25519-cosignature')],
  logs: readLogList(`log ${vkey}\n`),
  now: () => Math.floor(Date.now() / 1000),
});
await mirror.ready;
const server = serve({ fetch: mirrorRoutes(mirror).fetch, port: 0, hostname: '127.0.0.1' }, () => {
  writeSync(1, `${(server.address() as AddressInfo).port}\n`);
});
