import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { body, client } from '../api.ts';
import { listWords, momentWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { queryClient, type ActView, type CaseView } from '../queries.ts';
import { announce } from '../shell/announce.tsx';
import { ProblemNote } from '../shell/problem.tsx';

/** One click to have a colleague look at it: everybody who may is told in their inbox. */
export function AskColleague({ view, act }: { readonly view: CaseView; readonly act: ActView }) {
  const { say, language } = useLanguage();
  const queryKey = ['case', view.id, 'colleagues', act.name, view.version];
  const param = { id: view.id };
  const { data, error } = useQuery({
    queryKey,
    queryFn: async () =>
      (await body(client.api.cases[':id'].colleagues.$get({ param, query: { act: act.name } })))
        .items,
  });
  const ask = useMutation({
    mutationFn: async () =>
      (await body(client.api.cases[':id'].colleagues.$post({ param, json: { act: act.name } })))
        .items,
    onSuccess: (items) => {
      queryClient.setQueryData(queryKey, items);
      announce(say('已发到同事的消息里', 'It is in your colleagues’ inbox'));
    },
  });
  if (!data) return <ProblemNote error={error} />;
  if (data.length === 0) {
    return (
      <p className="warn-text">
        {say(
          '本单位还没有别人可以审核：填报的人不能审核自己填的。请系统管理员为同事开立账户，由安全管理员授予“内部审核人”。',
          'Nobody else of your organisation may review it, and nobody reviews what they typed. Ask the administrators for an account with the role of internal reviewer.',
        )}
      </p>
    );
  }
  const asked = data.filter((one) => one.asked !== null);
  const at = asked
    .map((one) => one.asked ?? '')
    .toSorted()
    .at(-1);
  const names = listWords(
    data.map(({ name }) => name),
    language,
  );
  return (
    <>
      <span>{say(`可以审核的：${names}`, `May review it: ${names}`)}</span>
      {at === undefined ? (
        <Button type="primary" loading={ask.isPending} onClick={() => ask.mutate()}>
          {say('请同事审核', 'Ask for the review')}
        </Button>
      ) : (
        <span className="good" role="status">
          {say('已请同事审核，', 'Asked for, ')}
          {momentWords(at, language)}
        </span>
      )}
      <ProblemNote error={ask.error} />
    </>
  );
}
