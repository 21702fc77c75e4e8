import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { body, client } from '../api.ts';
import { dateWords, dayOfMoment } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { queryClient } from '../queries.ts';
import { useSession } from '../session.ts';
import { announce } from '../shell/announce.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';
import { Dialog } from './dialog.tsx';

const deskQuery = {
  queryKey: ['cases', 'desk-of-mine'],
  queryFn: () => body(client.api.desk.me.$get()),
};
const again = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['cases'] });

/** Absences and who stands in: a button that says what holds today, and the form behind it. */
export function Absences() {
  const { say } = useLanguage();
  const { now } = useSession();
  const [open, setOpen] = useState(false);
  const desk = useQuery(deskQuery).data;
  const today = dayOfMoment(now);
  const away = desk?.absences.some(({ from, to }) => from <= today && today <= to);
  const forOthers = desk?.standsIn.filter(({ from, to }) => from <= today && today <= to) ?? [];
  return (
    <>
      {forOthers.length > 0 ? (
        <span className="away">
          {say(
            `今天代办：${forOthers.map(({ name }) => name).join('、')}`,
            `Standing in today for ${forOthers.map(({ name }) => name).join(', ')}`,
          )}
        </span>
      ) : null}
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {away ? say('请假中', 'You are away') : say('请假与代办', 'Absence')}
      </button>
      {open ? (
        <Dialog title={say('请假与代办', 'Absence and substitute')} close={() => setOpen(false)}>
          <Known today={today} />
          <NewAbsence today={today} />
        </Dialog>
      ) : null}
    </>
  );
}

function Known({ today }: { readonly today: string }) {
  const { say, language } = useLanguage();
  const desk = useQuery(deskQuery);
  const end = useMutation({
    mutationFn: async (day: string): Promise<void> => {
      await body(client.api.desk.absences[':day'].$delete({ param: { day } }) as never);
    },
    onSuccess: async () => {
      announce(say('已撤销', 'Taken back'));
      await again();
    },
  });
  if (desk.isPending) return <Waiting />;
  return (
    <>
      <ProblemNote error={desk.error ?? end.error} />
      {desk.data && desk.data.absences.length > 0 ? (
        <ul className="plain-list">
          {desk.data.absences.map(({ from, to, substitute }) => (
            <li key={from} className="row between">
              <span>
                {dateWords(from, language)} – {dateWords(to, language)}
                <span className="quiet">
                  {substitute
                    ? say(`，${substitute.name}代办`, `, ${substitute.name} standing in`)
                    : say('，无人代办', ', nobody standing in')}
                </span>
              </span>
              <button
                type="button"
                className="button"
                disabled={end.isPending}
                onClick={() => end.mutate(from)}
              >
                {from < today ? say('提前销假', 'End today') : say('撤销', 'Take back')}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {desk.data && desk.data.standsIn.length > 0 ? (
        <p>
          {say('您代办：', 'You stand in for: ')}
          {desk.data.standsIn
            .map(
              ({ name, from, to }) =>
                `${name} ${dateWords(from, language)} – ${dateWords(to, language)}`,
            )
            .join(say('；', '; '))}
        </p>
      ) : null}
    </>
  );
}

function NewAbsence({ today }: { readonly today: string }) {
  const { say } = useLanguage();
  const colleagues = useQuery(deskQuery).data?.colleagues ?? [];
  const [from, setFrom] = useState(today);
  const [to, setTo] = useState(today);
  const [substitute, setSubstitute] = useState('');
  const add = useMutation({
    mutationFn: () => {
      const json = { from, to, substitute: substitute === '' ? null : substitute };
      return body(client.api.desk.absences.$post({ json }));
    },
    onSuccess: async () => {
      announce(say('已登记请假', 'Entered'));
      await again();
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <h3>{say('登记请假', 'Enter an absence')}</h3>
      <div className="row">
        <label className="stack">
          <span>{say('第一天', 'First day')}</span>
          <input
            type="date"
            required
            value={from}
            onChange={(event) => {
              setFrom(event.target.value);
              if (event.target.value > to) setTo(event.target.value);
            }}
          />
        </label>
        <label className="stack">
          <span>{say('最后一天', 'Last day')}</span>
          <input
            type="date"
            required
            min={from}
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
        </label>
        <label className="stack">
          <span>{say('代办人', 'Who stands in')}</span>
          <select value={substitute} onChange={(event) => setSubstitute(event.target.value)}>
            <option value="">{say('不指定', 'Nobody')}</option>
            {colleagues.map((one) => (
              <option key={one.account} value={one.account}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p className="quiet">
        {say(
          '请假期间，您手上的事项会列在代办人的“待我办”里；其他同事也可以接手，接手时您会收到消息。期限照常计算。',
          'While you are away, what you have in hand is listed for who stands in; other colleagues may take it over, and you are told. Deadlines run on.',
        )}
      </p>
      <ProblemNote error={add.error} />
      <p>
        <button type="submit" className="button-primary" disabled={add.isPending}>
          {say('登记', 'Enter')}
        </button>
      </p>
    </form>
  );
}
