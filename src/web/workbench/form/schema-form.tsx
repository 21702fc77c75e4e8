import type { Text } from '../../../base/text.ts';
import { lazy, Suspense } from 'react';
import { titleIn } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { Correction } from '../dossier/corrections.ts';
import type { CaseView } from '../queries.ts';
import { Waiting } from '../shell/states.tsx';
import { nameOf } from '../words.ts';
import { helpFor } from './field-help.ts';
import { FieldShell } from './field-shell.tsx';
import { ListField } from './list-field.tsx';
import { kindOf, type Schema, type Values } from './schema.ts';
import { SchemaInput } from './schema-input.tsx';
import { useProcedure, useScope } from './scope.tsx';

const Corrections = lazy(async () => ({
  default: (await import('../dossier/corrections.tsx')).Corrections,
}));

interface FormProps {
  readonly schema: Schema;
  readonly values: Values;
  readonly change: (values: Values) => void;
  /** By path. */
  readonly problems: Readonly<Record<string, Text | undefined>>;
  readonly under?: string;
  readonly prefix: string;
}

/** A form drawn from the JSON Schema of an act's input, and from nothing else. */
export function SchemaForm({ schema, values, change, problems, under = '', prefix }: FormProps) {
  const { language, read } = useLanguage();
  const { pack, about } = useScope();
  const procedure = useProcedure();
  return Object.entries(schema.properties ?? {}).map(([name, one]) => {
    const path = under === '' ? name : `${under}.${name}`;
    const kind = kindOf(one, name);
    const label = one.title ? titleIn(one.title, language) : read(nameOf(name, pack));
    const set = (value: Values[string]): void => change({ ...values, [name]: value });
    const id = `${prefix}-${path.replaceAll('.', '-')}`;
    const required = schema.required?.includes(name) === true && one.default === undefined;
    if (kind === 'corrections' && one.items) {
      const entry = values['entry'] ?? aboutIn(about)?.code;
      return (
        <Suspense key={name} fallback={<Waiting />}>
          <Corrections
            id={id}
            label={label}
            problems={Object.fromEntries(Object.entries(problems).map(([at, w]) => [at, read(w)]))}
            path={path}
            schema={one.items}
            entry={typeof entry === 'string' ? entry : ''}
            rows={(values[name] ?? []) as readonly Correction[]}
            change={(rows) => set(rows as never)}
          />
        </Suspense>
      );
    }
    if (kind === 'list' && one.items) {
      const rows = (values[name] ?? []) as readonly Values[];
      return (
        <ListField
          key={name}
          label={label}
          problem={read(problems[path])}
          rows={rows}
          least={one.minItems ?? 0}
          id={id}
          change={(next) => set(next as never)}
        >
          {(row, index, changeRow) => (
            <SchemaForm
              schema={one.items as Schema}
              values={row}
              change={changeRow}
              problems={problems}
              under={`${path}.${index}`}
              prefix={prefix}
            />
          )}
        </ListField>
      );
    }
    if (kind === 'object') {
      return (
        <fieldset key={name}>
          <legend>{label}</legend>
          <SchemaForm
            schema={one}
            values={(values[name] ?? {}) as Values}
            change={(inner) => set(inner as never)}
            problems={problems}
            under={path}
            prefix={prefix}
          />
        </fieldset>
      );
    }
    return (
      <FieldShell
        key={name}
        id={id}
        label={label}
        required={required || kind === 'agree' || (kind === 'bool' && one.default !== undefined)}
        problem={read(problems[path]) || undefined}
        bare={kind === 'agree'}
        group={GROUPS.has(kind)}
        help={read(helpFor(path, procedure, pack))}
      >
        {(control) => (
          <SchemaInput
            name={name}
            schema={one}
            kind={kind}
            label={label}
            control={control}
            value={values[name]}
            change={set}
          />
        )}
      </FieldShell>
    );
  });
}

const aboutIn = (view: CaseView | undefined) =>
  view?.state['about'] as { readonly code?: string } | undefined;

/** Kinds that are drawn as several controls under one label. */
const GROUPS: ReadonlySet<string> = new Set(['agree', 'bool', 'choices', 'file', 'files']);
