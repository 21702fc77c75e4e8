import { Button } from 'antd';
import { lazy, Suspense, useId, useState, type FormEvent, type ReactNode } from 'react';
import { ActProblem } from './act-problem.tsx';
import type { Json } from '../../../base/json.ts';
import type { Text } from '../../../base/text.ts';
import { ApiProblem } from '../api.ts';
import { useLanguage } from '../language.tsx';
import type { ActView } from '../queries.ts';
import { Cites } from '../shell/cites.tsx';
import { shapeOf } from '../model/shapes.ts';
import { issueWords } from './issue-words.ts';
import { SchemaForm } from './schema-form.tsx';
import { filled, problemsIn, type Schema, type Values } from './schema.ts';

const FromManifest = lazy(async () => ({
  default: (await import('./from-manifest.tsx')).FromManifest,
}));

interface Props {
  readonly act: ActView;
  readonly law: readonly string[];
  readonly values: Values;
  readonly change: (values: Values) => void;
  readonly send: (input: Readonly<Record<string, Json>>) => void;
  readonly busy: boolean;
  readonly error: unknown;
  /** Reads the case again after somebody else was faster. */
  readonly reread?: (() => void) | undefined;
  /** The act is closed by now: it can be read, and not sent. */
  readonly shut?: boolean;
  /** Whether what is typed is kept; it stands beside the button. */
  readonly kept?: ReactNode;
  /** Instead of the form drawn from the schema. */
  readonly special?: ((tried: boolean) => ReactNode) | undefined;
}

/** The form of an act: help, articles, fields, and for what cannot be taken back a second question. */
export function ActForm(props: Props) {
  const { act, law, values, change, send, busy, error, reread, shut, kept, special } = props;
  const { say, read } = useLanguage();
  const prefix = useId();
  const [tried, setTried] = useState(false);
  const [sure, setSure] = useState(false);
  const schema = act.input as Schema;
  const wrong = tried ? problemsIn(schema, values) : {};
  const told = { ...issuesOf(error), ...wrong };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problemsIn(schema, values)).length > 0) {
      const form = event.currentTarget;
      window.setTimeout(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      return;
    }
    if (act.final && !sure) {
      setSure(true);
      return;
    }
    setSure(false);
    send(filled(values));
  };
  const edit = (next: Values): void => {
    setSure(false);
    change(next);
  };
  return (
    <form onSubmit={submit} className="act-form" noValidate>
      {act.help ? <p>{read(act.help)}</p> : null}
      <Cites law={law} />
      {shapeOf(schema) === 'deposit' ? (
        <Suspense fallback={null}>
          <FromManifest fill={(digests) => edit({ ...values, ...digests })} />
        </Suspense>
      ) : null}
      {special?.(tried) ?? (
        <SchemaForm schema={schema} values={values} change={edit} problems={told} prefix={prefix} />
      )}
      <ActProblem
        error={error}
        beside={!special && Object.keys(issuesOf(error)).length > 0}
        again={reread}
      />
      {sure ? (
        <div className="note note-warn" role="alert">
          <p>
            {say(
              `“${act.title.zh}”办理后立即生效，记入办理经过，不能重来。确认办理？`,
              `"${act.title.en}" takes effect at once, goes on record and cannot be undone. Go ahead?`,
            )}
          </p>
          <div className="row">
            <Button type="primary" htmlType="submit" loading={busy} autoFocus>
              {say('确认办理', 'Yes, go ahead')}
            </Button>
            <Button onClick={() => setSure(false)}>{say('返回修改', 'Back')}</Button>
          </div>
        </div>
      ) : (
        <p className="row">
          <Button type="primary" htmlType="submit" loading={busy} disabled={shut === true}>
            {read(act.title)}
          </Button>
          {kept}
        </p>
      )}
    </form>
  );
}

/** The places the server named, each with its message. */
function issuesOf(error: unknown): Record<string, Text> {
  const issues = error instanceof ApiProblem ? error.problem.details?.['issues'] : undefined;
  if (!Array.isArray(issues)) return {};
  return Object.fromEntries(
    (issues as { path: string; message: string }[]).map((i) => [i.path, issueWords(i.message)]),
  );
}
