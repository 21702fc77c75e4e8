import { useLanguage } from '../language.tsx';
import { KeptLine } from '../shell/kept-line.tsx';
import type { Draft } from './use-draft.ts';

/** Beside the button of a form: that it is kept, and the way to begin anew. */
export function DraftLine({ draft: { kept } }: { readonly draft: Draft }) {
  const { say } = useLanguage();
  const begun = kept.status === 'kept' || kept.status === 'typing' || kept.status === 'offline';
  return (
    <>
      <KeptLine kept={kept} />
      {begun ? (
        <button type="button" className="plain" onClick={() => void kept.clear()}>
          {say('清空重填', 'Start over')}
        </button>
      ) : null}
    </>
  );
}
