import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Segmented } from 'antd';
import type { Json } from '../../base/json.ts';
import { body, client } from './api.ts';
import { ofTheOffice } from './model/entry.ts';
import { ActForm } from './form/act-form.tsx';
import { DraftLine } from './form/draft-line.tsx';
import { useNamedEntry } from './form/named-entry.ts';
import { fieldsFor, forNotHolder, initial, type Schema } from './form/schema.ts';
import { ScopeContext, useScope } from './form/scope.tsx';
import { useAttempt } from './form/use-act.ts';
import { useDraft } from './form/use-draft.ts';
import { useLanguage } from './language.tsx';
import {
  caseQuery,
  packsQuery,
  proceduresQuery,
  queryClient,
  type ActView,
  type ProcedureView,
} from './queries.ts';
import { placeTitle } from './roles.ts';
import './applicant/applicant.css';
import { GROUPS, rankOf, wishOf } from './applicant/wishes.ts';
import { useSession } from './session.ts';
import { lawIn } from './words.ts';
import { announce } from './shell/announce.tsx';
import { usePage } from './shell/page.ts';
import { Waiting } from './shell/states.tsx';
import { DraftMark } from './shell/draft-mark.tsx';

export const mayOpen = (act: ActView, roles: readonly string[]): boolean =>
  act.from === 'new' && act.by.some((who) => roles.includes(who.role));

/** Who begins nothing as a party. */
const isOffice = (roles: readonly string[]): boolean =>
  !roles.some((role) => ['registrant', 'agent', 'objector'].includes(role));

/** Chooses a place and a procedure this person may begin, then draws the form of its opening act. */
export function NewCase() {
  const { say, read } = useLanguage();
  const { account } = useSession();
  const search = useSearch({ from: '/inside/new' });
  const navigate = useNavigate({ from: '/new' });
  const procedures = useQuery(proceduresQuery);
  const { data: packs = [] } = useQuery(packsQuery);
  const openingOf = (p: ProcedureView) => p.acts.find((act) => mayOpen(act, account.roles));
  const offered = (procedures.data ?? []).filter((p) => openingOf(p));
  const chosen =
    offered.find((p) => p.name === search.procedure) ??
    (offered.length === 1 ? offered[0] : undefined);
  // Who comes from an entry knows what is to be done, and where.
  const known = search.entry !== undefined && chosen ? openingOf(chosen) : undefined;
  const office = isOffice(account.roles);
  const own = office && chosen ? ofTheOffice(chosen.name) : undefined;
  const title = known ? read(own?.word ?? known.title) : say('新建事项', 'New case');
  const heading = usePage(title);
  if (procedures.isPending) return <Waiting />;
  const places = packs.filter((p) => p.refines !== null);
  const home = account.org?.region.startsWith('50') ? 'chongqing' : 'beijing';
  const place = search.jurisdiction ?? home;
  const pack = packs.find((p) => p.jurisdiction === place);
  const go = (to: { procedure?: string; jurisdiction?: string }): void =>
    void navigate({ search: { ...search, ...to }, replace: true });
  return (
    <section className="card narrow">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {offered.length === 0 ? (
        <p>
          {say(
            '您的角色不发起事项；请从“事项”办理他人提交的申请。',
            'Your role begins no case; take up what others filed, under “Cases”.',
          )}
        </p>
      ) : (
        <>
          {known ? (
            <p>{read(own?.help ?? known.help)}</p>
          ) : (
            <>
              <div className="field">
                <span className="label">{say('在哪个城市', 'In which city')}</span>
                <Segmented
                  options={places.map((p) => ({
                    value: p.jurisdiction,
                    label: read(placeTitle(p.jurisdiction)),
                  }))}
                  value={place}
                  onChange={(jurisdiction) => go({ jurisdiction })}
                />
              </div>
              <div className="field" role="group" aria-label={say('要办什么', 'What do you need')}>
                <span className="label">{say('要办什么', 'What do you need')}</span>
                <Choices
                  offered={chosen ? [chosen] : offered}
                  chosen={chosen}
                  office={office}
                  helpOf={(p) => read((office && ofTheOffice(p.name)?.help) || openingOf(p)?.help)}
                  choose={(name) => go({ procedure: name })}
                />
                {chosen && offered.length > 1 ? (
                  <p>
                    <button
                      type="button"
                      className="plain"
                      onClick={() =>
                        void navigate({
                          search: search.jurisdiction ? { jurisdiction: search.jurisdiction } : {},
                          replace: true,
                        })
                      }
                    >
                      {say('办理其他事项', 'Choose something else')}
                    </button>
                  </p>
                ) : null}
              </div>
            </>
          )}
          {pack ? <DraftMark pack={pack} /> : null}
          {chosen ? (
            <ScopeContext
              value={{ jurisdiction: place, pack, about: undefined, opening: chosen.name }}
            >
              <Opening
                key={`${chosen.name} ${place}`}
                procedure={chosen}
                place={place}
                named={{ parent: search.parent, entry: search.entry }}
              />
            </ScopeContext>
          ) : null}
        </>
      )}
    </section>
  );
}

/** What can be begun, by what somebody wants; the names of the texts stand beside it. */
function Choices({
  offered,
  chosen,
  office,
  helpOf,
  choose,
}: {
  readonly offered: readonly ProcedureView[];
  readonly chosen: ProcedureView | undefined;
  /** The registrar's own people look for a procedure by its name. */
  readonly office: boolean;
  readonly helpOf: (procedure: ProcedureView) => string;
  readonly choose: (name: string) => void;
}) {
  const { say, read } = useLanguage();
  const choice = (p: ProcedureView) => {
    const wish = office ? undefined : wishOf(p.name);
    const own = office ? ofTheOffice(p.name) : undefined;
    return (
      <button key={p.name} type="button" aria-pressed={p === chosen} onClick={() => choose(p.name)}>
        <strong>{read(wish?.want ?? own?.word ?? p.title)}</strong>
        <span>
          {wish ? `${read(p.title)} · ` : ''}
          {helpOf(p)}
        </span>
      </button>
    );
  };
  if (chosen) return <div className="choices">{choice(chosen)}</div>;
  const others = offered.filter((p) => !wishOf(p.name));
  const parts = [
    ...GROUPS.map(({ id, title }) => ({
      title: read(title),
      list: offered
        .filter((p) => wishOf(p.name)?.group === id)
        .toSorted((a, b) => rankOf(a.name) - rankOf(b.name)),
    })),
    {
      title: offered.length > others.length ? say('其他', 'Other') : '',
      list: others,
    },
  ];
  return parts
    .filter(({ list }) => list.length > 0)
    .map(({ title, list }) => (
      <div key={title} className="choice-group">
        {title === '' ? null : <h2>{title}</h2>}
        <div className="choices">{list.map(choice)}</div>
      </div>
    ));
}

function Opening({
  procedure,
  place,
  named,
}: {
  readonly procedure: ProcedureView;
  readonly place: string;
  /** What the new case is about, by the field that names it. */
  readonly named: Readonly<Record<string, string | undefined>>;
}) {
  const { say } = useLanguage();
  const navigate = useNavigate();
  const { account } = useSession();
  const { pack } = useScope();
  const act = procedure.acts.find((a) => mayOpen(a, account.roles));
  const office = isOffice(account.roles);
  const declared = (act?.input ?? {}) as Schema;
  const schema = office ? forNotHolder(declared) : declared;
  const given = Object.fromEntries(
    Object.entries(named).filter(([name, id]) => id !== undefined && schema.properties?.[name]),
  );
  // A form about another entry is another form.
  const about = Object.values(given).map((one) => String(one).replaceAll(/[^A-Za-z0-9.:-]/g, ''));
  const draft = useDraft(
    ['new', procedure.name, place, ...about].join('.').slice(0, LONGEST_NAME),
    { ...initial(schema), ...given },
  );
  const { values, change: setValues } = draft;
  const attempt = useAttempt();
  const { entry } = useNamedEntry(typeof values['entry'] === 'string' ? values['entry'] : '');
  const without = [
    ...(account.roles.includes('agent') ? [] : (['agent'] as const)),
    ...(entry?.own || office ? (['others'] as const) : []),
    ...(entry?.objectKind === 'resource' ? (['authorised'] as const) : []),
  ];
  const open = useMutation({
    mutationFn: (input: Readonly<Record<string, Json>>) => {
      const json = { procedure: procedure.name, jurisdiction: place, input };
      return attempt(json, (key) =>
        body(client.api.cases.$post({ header: { 'idempotency-key': key }, json })),
      );
    },
    onSuccess: async (view) => {
      draft.done();
      queryClient.setQueryData(caseQuery(view.id).queryKey, view);
      void queryClient.invalidateQueries({ queryKey: ['cases'] });
      const { zh, en } =
        (office ? ofTheOffice(procedure.name)?.word : undefined) ??
        act?.title ??
        view.procedureTitle;
      announce(say(`已办理：${zh}`, `Done: ${en}`));
      await navigate({ to: '/cases/$id', params: { id: view.id } });
    },
  });
  if (!act) return null;
  const other = entry?.own === false && !office;
  const fields = fieldsFor(other ? forNotHolder(schema) : schema, without, other);
  // Who files for others only, does so under a mandate.
  const asked =
    fields.properties?.['mandate'] && !account.roles.includes('registrant')
      ? { ...fields, required: [...(fields.required ?? []), 'mandate'] }
      : fields;
  const own = office ? ofTheOffice(procedure.name) : undefined;
  const { help: _saidAbove, ...plain } = {
    ...act,
    title: own?.word ?? act.title,
    input: asked as typeof act.input,
  };
  return (
    <ActForm
      act={plain}
      law={lawIn(pack, act.law)}
      values={values}
      change={setValues}
      send={(input) => open.mutate(onlyOf(input, asked))}
      kept={<DraftLine draft={draft} />}
      busy={open.isPending}
      error={open.error}
    />
  );
}

/** Characters of a name that something typed is kept under. */
const LONGEST_NAME = 120;

/** What was typed into a field that is no longer asked for is not sent. */
const onlyOf = (input: Readonly<Record<string, Json>>, { properties = {} }: Schema) =>
  Object.fromEntries(Object.entries(input).filter(([name]) => Object.hasOwn(properties, name)));
