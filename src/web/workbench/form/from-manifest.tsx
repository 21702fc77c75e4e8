import { useState } from 'react';
import { MANIFEST_BYTES_MAX, readManifest } from '../../../base/deposit-manifest.ts';
import { digestsOf } from '../../deposit/manifest-digests.ts';
import { useLanguage } from '../language.tsx';
import type { Values } from './schema.ts';

/** Fills the five digests of a deposit from the manifest on the reader's own machine: nobody copies
 *  320 characters without a slip. The manifest itself is not sent. */
export function FromManifest({ fill }: { readonly fill: (digests: Values) => void }) {
  const { say } = useLanguage();
  const [told, setTold] = useState<'filled' | 'wrong'>();
  const take = async (file: File): Promise<void> => {
    const written = file.size > MANIFEST_BYTES_MAX ? '' : await file.text().catch(() => '');
    const manifest = readManifest(written);
    if (manifest) fill(Object.fromEntries(digestsOf(manifest)));
    setTold(manifest ? 'filled' : 'wrong');
  };
  return (
    <div className="file-input">
      <p>
        {say(
          '选择存证清单，五个摘要在本机算出并填好，清单不上传。还没有清单的，先到',
          'Choose the manifest: the five digests are worked out here and filled in, and it is not sent. Without one, make it on ',
        )}
        <a href="/deposit" target="_blank" rel="noreferrer">
          {say('“存证”网页', 'the deposit page')}
        </a>
        {say('做。', '.')}
      </p>
      <label className="button file-button">
        {say('由清单填写', 'Fill from the manifest')}
        <input
          type="file"
          accept="application/json,.json"
          className="hidden"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void take(file);
            event.target.value = '';
          }}
        />
      </label>
      <p role="status" className={told === 'wrong' ? 'fault' : 'good'}>
        {told === 'filled'
          ? say('已按清单填好五个摘要。', 'The five digests are filled in.')
          : null}
        {told === 'wrong'
          ? say(
              '这不是存证清单，或者已被改动；请选“存证”网页或者命令行做出的清单。',
              'This is no manifest of a deposit, or it was altered: choose one made on the deposit page or by the command line.',
            )
          : null}
      </p>
    </div>
  );
}
