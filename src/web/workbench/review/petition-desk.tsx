import { useState } from 'react';
import type { Json } from '../../../base/json.ts';
import { MaterialShown } from '../dossier/material-value.tsx';
import { fromWords } from '../dossier/corrections.ts';
import { useNamedEntry } from '../form/named-entry.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView, Pack, ProcedureView } from '../queries.ts';
import { itemName } from '../words.ts';
import { papersAnywhere } from './papers.ts';
import { PetitionCheck } from './petition-check.tsx';
import { usePetition } from './use-petition.ts';
import './material.css';
import './papers.css';
import { Viewer } from './viewer.tsx';

interface Asked {
  readonly item: string;
  readonly value?: Json;
}

/** Papers beside what is asked about an entry: item by item what the register says and what it is to
 *  say, and the papers one at a time. Whoever may tell gaps now marks each item. Nothing to show: nothing
 *  is drawn. */
export function PetitionDesk({
  view,
  pack,
  procedure,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly procedure: ProcedureView;
}) {
  const { say, read } = useLanguage();
  const [shown, setShown] = useState<string>();
  const about = view.state['about'] as { readonly code?: string } | undefined;
  const claim = view.state['claim'] as { readonly items?: readonly Asked[] } | undefined;
  const items = claim?.items ?? [];
  const { entry } = useNamedEntry(items.length > 0 ? (about?.code ?? '') : '');
  const papers = papersAnywhere(view.state, (field) => read(itemName(field, pack)));
  const petition = usePetition(view, procedure);
  const { telling } = petition;
  if (items.length === 0 && papers.length === 0 && !telling) return null;
  const fieldOf = (item: string) => {
    const [group, id] = item.split('.');
    return pack.profile.materials.first
      .find((one) => one.id === group)
      ?.fields.find((one) => one.id === id);
  };
  const nowOf = (item: string): Json | undefined => {
    const [group = '', id = ''] = item.split('.');
    return entry?.dossier?.[group]?.[id];
  };
  const sides =
    items.length === 0 ? null : (
      <>
        {items.map(({ item, value }) => {
          const field = fieldOf(item);
          const asked = typeof value === 'string' && field ? fromWords(field.type, value) : value;
          return (
            <div key={item} className="field-row">
              <span className="label">{read(itemName(item, pack))}</span>
              <dl className="sides">
                <div>
                  <dt>{say('登记簿现在', 'Register now')}</dt>
                  <dd className="prose">
                    {field && entry ? <MaterialShown field={field} value={nowOf(item)} /> : null}
                  </dd>
                </div>
                <div>
                  <dt>{say('申请改为', 'Asked for')}</dt>
                  <dd className="prose">
                    {field ? <MaterialShown field={field} value={asked} /> : String(asked ?? '')}
                  </dd>
                </div>
              </dl>
            </div>
          );
        })}
      </>
    );
  return (
    <section className="card petition-desk" aria-labelledby="petition">
      <h2 id="petition">
        {telling ? say('逐项核对', 'Item by item') : say('对照', 'Side by side')}
      </h2>
      {telling ? (
        <PetitionCheck
          pack={pack}
          telling={telling}
          petition={petition}
          shown={sides ? { items: sides } : {}}
        />
      ) : (
        sides
      )}
      {papers.length > 0 ? <Viewer papers={papers} shown={shown} show={setShown} /> : null}
    </section>
  );
}
