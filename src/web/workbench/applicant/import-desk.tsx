import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { fitting } from '../dossier/earlier.ts';
import { Import } from '../dossier/import.tsx';
import type { Dossier, MaterialGroup } from '../dossier/open.ts';
import { useLanguage } from '../language.tsx';
import { body, client } from '../api.ts';
import { caseQuery, queryClient, type CaseView } from '../queries.ts';
import { announce } from '../shell/announce.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { useScope } from '../form/scope.tsx';
import { itemName } from '../words.ts';
import type { Typed } from './use-typed.ts';

/** Three ways to type less: a row of the catalogue, a CSV, an earlier registration of one's own. */
export function ImportDesk({
  view,
  act,
  typed,
  groups,
}: {
  readonly view: CaseView;
  readonly act: string;
  readonly typed: Typed;
  readonly groups: readonly MaterialGroup[];
}) {
  return (
    <Import view={view} act={act} begun={typed.saved['dataResource'] === undefined}>
      <FromEarlier view={view} typed={typed} groups={groups} />
    </Import>
  );
}

function FromEarlier({
  view,
  typed,
  groups,
}: {
  readonly view: CaseView;
  readonly typed: Typed;
  readonly groups: readonly MaterialGroup[];
}) {
  const { say, read } = useLanguage();
  const { pack } = useScope();
  const [chosen, setChosen] = useState('');
  const [told, setTold] = useState<{ taken: number; left: readonly string[] }>();
  const [error, setError] = useState<unknown>();
  const { data = [] } = useQuery({
    queryKey: ['cases', 'earlier'],
    queryFn: async () => {
      const query = { procedure: 'reg.first', which: 'all', mine: 'true', limit: '100' } as const;
      return (await body(client.api.cases.$get({ query }))).items;
    },
  });
  const earlier = data.filter(({ id }) => id !== view.id);
  if (earlier.length === 0) return null;
  const take = async (): Promise<void> => {
    try {
      setError(undefined);
      const from = await queryClient.fetchQuery(caseQuery(chosen));
      const found = fitting((from.state['dossier'] ?? {}) as Dossier, typed.whole, groups);
      typed.type(found.values);
      setTold(found);
      announce(say(`已带入${found.taken}项`, `${found.taken} items brought over`));
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <>
      <label htmlFor="import-earlier">
        {say('或从以前的登记带入（快速导入）', 'Or bring over an earlier registration')}
      </label>
      <div className="row grow">
        <Select
          id="import-earlier"
          showSearch={{ optionFilterProp: 'label' }}
          value={chosen === '' ? null : chosen}
          placeholder={say('选择本单位以前的登记', 'Choose one of your organisation')}
          options={earlier.map((one) => ({
            value: one.id,
            label: `${one.title}（${read(one.statusTitle)}）`,
          }))}
          onChange={(id: string | null) => setChosen(id ?? '')}
        />
        <Button disabled={chosen === ''} onClick={() => void take()}>
          {say('带入还适用的', 'Bring over what fits')}
        </Button>
      </div>
      <ProblemNote error={error} />
      {told ? (
        <div className="note" role="status">
          <p>
            {say(
              `带入了${told.taken}项，都可以改；已经填的没有动。`,
              `${told.taken} items came over and can be changed; what you typed was left alone.`,
            )}
          </p>
          {told.left.length > 0 ? (
            <details>
              <summary>
                {say(`没有带入的${told.left.length}项`, `${told.left.length} did not`)}
              </summary>
              <p>
                {say(
                  '文件要为这一次登记重新盖章；名称、简介、存证是数据自己的。',
                  'Papers are sealed anew for each filing; name, summary and evidence belong to the data.',
                )}
              </p>
              <p className="quiet">
                {told.left.map((item) => read(itemName(item, pack))).join(say('、', ', '))}
              </p>
            </details>
          ) : null}
        </div>
      ) : null}
    </>
  );
}
