/** A witness that answers, line by line, whatever it is asked until somebody kills it:
 *  `witness-child.fixtures.ts FOLDER KEY.pem LOG-VKEY`. A line in is a request in JSON, a line out its
 *  number, status and body; what is out was acknowledged. */
import { createPrivateKey } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ed25519Signer } from '../../log/node-signatures.ts';
import { readLogList } from './log-list.ts';
import { openWitness } from './witness.ts';

const [folder = '', keyFile = '', vkey = ''] = process.argv.slice(2);
const name = 'witness.example/w';
const key = createPrivateKey(readFileSync(keyFile));
const witness = openWitness({
  folder,
  name,
  signers: [ed25519Signer(key, name, 'ed25519-cosignature')],
  logs: readLogList(`log ${vkey}\n`),
  now: () => Math.floor(Date.now() / 1000),
});
await witness.ready;

/** Written at once: what stands in a buffer when the process dies was never acknowledged. */
const say = (what: unknown): void => void writeSync(1, `${JSON.stringify(what)}\n`);

say(['ready']);
let number = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const asked = (number += 1);
  void witness
    .addCheckpoint(String(JSON.parse(line)))
    .then(({ status, body }) => say([asked, status, body]));
}
