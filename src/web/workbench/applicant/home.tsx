import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { body, client } from '../api.ts';
import { listWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { packsQuery, proceduresQuery } from '../queries.ts';
import { Due } from '../queue/due.tsx';
import { placeTitle } from '../roles.ts';
import { useSession } from '../session.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';
import { titleWords } from '../words.ts';
import { APPLICANT } from './wishes.ts';
import { turnWords } from './turn-words.ts';
import { byUrgency } from './urgency.ts';
import './applicant.css';

const readDesk = () => body(client.api.desk.$get());
type Desk = Awaited<ReturnType<typeof readDesk>>;
type Item = Desk['items'][number];

const FIRST = 5;

/** What those who file see first: what waits for them, what they wait for, what ends soon. */
export function ApplicantHome() {
  const { say } = useLanguage();
  const { account } = useSession();
  const { data: procedures = [] } = useQuery(proceduresQuery);
  const desk = useQuery({ queryKey: ['desk', account.id], queryFn: readDesk });
  if (!account.roles.some((role) => APPLICANT.has(role))) return null;
  if (desk.error) return <ProblemNote error={desk.error} />;
  if (!desk.data) return <Waiting />;
  const { items, reminders, more } = desk.data;
  const unfiled = new Set(
    procedures.flatMap(({ name, states }) =>
      states.filter((one) => one.unfiled).map((one) => `${name} ${one.name}`),
    ),
  );
  const mine = byUrgency(
    items.filter(({ turn }) => turn === 'me'),
    ({ procedure, status }) => unfiled.has(`${procedure} ${status}`),
  );
  const waiting = items.filter(({ turn }) => turn !== 'me');
  const onlyAgent = account.roles.every((role) => role === 'agent');
  return (
    <div className="home">
      <section className="card" aria-labelledby="home-mine">
        <h2 id="home-mine">
          {say('等我办', 'Waiting for me')} <span className="num">{mine.length}</span>
        </h2>
        {mine.length > 0 ? null : onlyAgent ? (
          <p className="quiet">
            {say(
              '现在没有等您办的。代办要先有委托：由委托单位新建“委托代理”，到您这里接受；接受以后，',
              'Nothing waits for you now. To act for somebody you need a mandate: the principal opens one and you accept it here. Then',
            )}{' '}
            <Link to="/new">{say('从这里代为申请', 'file for the principal here')}</Link>
          </p>
        ) : (
          <p className="quiet">
            {say('现在没有等您办的。', 'Nothing waits for you now.')}{' '}
            <Link to="/new">
              {say('要登记新的数据，从这里开始', 'To register something, begin here')}
            </Link>
          </p>
        )}
        <Items items={mine} />
      </section>
      <section className="card" aria-labelledby="home-waiting">
        <h2 id="home-waiting">
          {say('我在等', 'I wait for')} <span className="num">{waiting.length}</span>
        </h2>
        {waiting.length === 0 ? (
          <p className="quiet">{say('没有在等别人的事项。', 'You wait for nobody.')}</p>
        ) : null}
        <Items items={waiting} />
      </section>
      <section className="card" aria-labelledby="home-soon">
        <h2 id="home-soon">
          {say('我的提醒', 'My reminders')} <span className="num">{reminders.length}</span>
        </h2>
        <Reminders reminders={reminders} />
      </section>
      {more ? (
        <p className="quiet">
          {say(
            '事项很多，这里只看最急的六十件；其余在下面的列表里。',
            'There are many: the sixty most urgent stand here, the rest in the list below.',
          )}
        </p>
      ) : null}
    </div>
  );
}

function Items({ items }: { readonly items: readonly Item[] }) {
  const { say, read, language } = useLanguage();
  const { data: packs = [] } = useQuery(packsQuery);
  if (items.length === 0) return null;
  const line = (item: Item) => {
    const pack = packs.find((p) => p.jurisdiction === item.jurisdiction);
    return (
      <li key={item.id}>
        <Link to="/cases/$id" params={{ id: item.id }}>
          {read(titleWords(item.title))}
        </Link>
        <span className="quiet">
          {read(item.procedureTitle)} · {read(item.statusTitle)} ·{' '}
          {read(placeTitle(item.jurisdiction))}
        </span>
        <span>
          {item.turn === 'me'
            ? item.gaps > 0
              ? say(`还缺${item.gaps}项`, `${item.gaps} missing`)
              : listWords(item.acts.map(read), language)
            : pack
              ? read(turnWords(item.turn, pack))
              : ''}
        </span>
        {item.due && item.left ? (
          <span>
            {item.clock ? <span className="quiet">{read(item.clock)} </span> : null}
            <Due due={item.due} provisional={item.provisional} left={item.left} />
          </span>
        ) : null}
      </li>
    );
  };
  return (
    <>
      <ul className="home-list">{items.slice(0, FIRST).map(line)}</ul>
      {items.length > FIRST ? (
        <details>
          <summary>{say(`另外${items.length - FIRST}件`, `${items.length - FIRST} more`)}</summary>
          <ul className="home-list">{items.slice(FIRST).map(line)}</ul>
        </details>
      ) : null}
    </>
  );
}

function Reminders({ reminders }: Pick<Desk, 'reminders'>) {
  const { say, read } = useLanguage();
  if (reminders.length === 0) {
    return (
      <p className="quiet">
        {say(
          '三个月内没有到期的。登记的有效期、异议答复、委托和协议到期前，都会列在这里。',
          'Nothing ends within three months. Validity, answers to objections, mandates and agreements stand here before they end.',
        )}
      </p>
    );
  }
  const line = (one: Desk['reminders'][number]) => (
    <li key={`${one.caseId} ${one.what.zh} ${one.on}`}>
      <Link to="/cases/$id" params={{ id: one.caseId }}>
        {read(titleWords(one.title))}
      </Link>
      <span>
        {read(one.what)} <Due due={one.on} provisional={one.provisional} left={one.left} />
      </span>
      {one.after ? <span className="quiet">{read(one.after)}</span> : null}
    </li>
  );
  return (
    <>
      <ul className="home-list">{reminders.slice(0, FIRST).map(line)}</ul>
      {reminders.length > FIRST ? (
        <details>
          <summary>
            {say(`另外${reminders.length - FIRST}条`, `${reminders.length - FIRST} more`)}
          </summary>
          <ul className="home-list">{reminders.slice(FIRST).map(line)}</ul>
        </details>
      ) : null}
    </>
  );
}
