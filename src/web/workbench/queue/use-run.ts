import { useRef, useState } from 'react';
import { body, client } from '../api.ts';
import type { Text } from '../../../base/text.ts';
import { freshKey } from '../fresh-key.ts';
import { AT_A_TIME, inParts, type BulkAct } from './bulk.ts';
import type { CaseItem } from './pages.ts';

/** What is done to many cases: an act of the law, or a matter of the office's own desks. */
export type Job =
  | { readonly kind: 'act'; readonly act: BulkAct }
  | { readonly kind: 'take' | 'return' }
  | { readonly kind: 'handOver'; readonly to: string; readonly note: string };

export interface Outcome {
  readonly id: string;
  readonly title: string | null;
  readonly done: boolean;
  readonly refusal: { readonly sentence: Text; readonly cites: readonly string[] } | null;
}

export interface Run {
  readonly job: Job;
  readonly total: number;
  readonly outcomes: readonly Outcome[];
  readonly running: boolean;
  /** Why it stopped half way; what was done stays done. */
  readonly error: unknown;
}

/** Does one thing to many cases, some at a time, so that one sees how far it has come. A part of which no
 *  answer came is sent again under its own key: nothing is done twice. */
export function useRun(after: () => void) {
  const [run, setRun] = useState<Run>();
  const work = useRef<Work | undefined>(undefined);
  const go = async (): Promise<readonly Outcome[]> => {
    const now = work.current;
    if (!now) return [];
    const show = (running: boolean, error?: unknown): void => {
      if (work.current !== now) return;
      setRun({ job: now.job, total: now.total, outcomes: [...now.outcomes], running, error });
    };
    let error: unknown;
    show(true);
    for (let part = now.parts[0]; part && error === undefined; part = now.parts[0]) {
      try {
        now.outcomes.push(...(await send(now.job, part.items, `${now.key}/${part.at}`)));
        now.parts.shift();
        show(true);
      } catch (caught) {
        error = caught;
      }
    }
    show(false, error);
    after();
    return now.outcomes;
  };
  return {
    run,
    start: (job: Job, items: readonly CaseItem[]): Promise<readonly Outcome[]> => {
      const parts = inParts(items, AT_A_TIME).map((one, at) => ({ at, items: one }));
      const key = freshKey();
      work.current = { job, key, total: items.length, parts, outcomes: [] };
      return go();
    },
    goOn: go,
    forget: (): void => {
      work.current = undefined;
      setRun(undefined);
    },
  };
}

interface Work {
  readonly job: Job;
  readonly key: string;
  readonly total: number;
  readonly parts: Part[];
  readonly outcomes: Outcome[];
}

interface Part {
  readonly at: number;
  readonly items: readonly CaseItem[];
}

async function send(job: Job, items: readonly CaseItem[], key: string): Promise<Outcome[]> {
  const cases = items.map(({ id }) => id);
  switch (job.kind) {
    case 'act': {
      const json = { act: job.act, cases: items.map(({ id, version }) => ({ id, version })) };
      const header = { 'idempotency-key': key };
      const told = await body(client.api.bulk.$post({ header, json }));
      return told.items.map(({ taken, ...one }) => ({ ...one, done: taken }));
    }
    case 'take':
      return (await body(client.api.desk.take.$post({ json: { cases } }))).items;
    case 'return':
      return (await body(client.api.desk.return.$post({ json: { cases } }))).items;
    case 'handOver': {
      const json = { cases, to: job.to, note: job.note };
      return (await body(client.api.desk['hand-over'].$post({ json }))).items;
    }
  }
}
