import { createPrivateKey } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { ed25519Signer, mlDsaSigner, sm2Signer } from '../../log/node-signatures.ts';
import type { NoteSigner } from '../../log/sign-note.ts';
import type { CosignerRole } from './cosigner-settings.ts';
import { keptSecret } from '../key-file.ts';
import { freshKey } from './keys.ts';

/**
 * The keys of a standalone witness or mirror under `DATA_DIR/keys`, made on first start and never read
 * where others could read them. They belong to one name for good: an Ed25519 cosignature does not
 * commit to it, so that a second name would give one statement two meanings.
 */
export function cosignerSigners(
  dataDir: string,
  role: CosignerRole,
  name: string,
): readonly NoteSigner[] {
  const folder = join(dataDir, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const kept = (file: string, make: () => string): string =>
    keptSecret(join(folder, `${role}-${file}`), 'production', make).content.trim();
  if (isTaken(folder, role, name)) throw renamed(name);
  const first = kept('name', () => `${name}\n`);
  if (first !== name) throw renamed(first);
  const secret = (scheme: Parameters<typeof freshKey>[0], file: string): string =>
    kept(file, () => freshKey(scheme));
  return [
    ed25519Signer(createPrivateKey(secret('ed25519', 'ed25519.pem')), name, 'ed25519-cosignature'),
    mlDsaSigner(createPrivateKey(secret('ml-dsa-44-cosignature', 'ml-dsa-44.pem')), name),
    sm2Signer(secret('sm2-sm3', 'sm2.hex'), name, 'sm2-sm3-cosignature'),
  ];
}

/** A mirror must be another cosigner than any witness of its operator (tlog-mirror). */
function isTaken(folder: string, role: CosignerRole, name: string): boolean {
  const other = join(folder, `${role === 'witness' ? 'mirror' : 'witness'}-name`);
  return existsSync(other) && readFileSync(other, 'utf8').trim() === name;
}

const renamed = (first: string): Refused =>
  new Refused(
    refuse(
      'COSIGNER_RENAMED',
      text(
        `${first} 的密钥只能用于这一名称，见证人与镜像也不得同名；换名称须换数据目录和密钥。`,
        `The keys of ${first} serve this name only, and a witness and a mirror never share one; a new name needs a new folder and new keys.`,
      ),
      [],
      'conflict',
    ),
  );
