import { Readable } from 'node:stream';
import type { TestContext } from 'node:test';
import type { Pool } from 'pg';
import {
  openImports,
  type ImportRequest,
  type Imports,
  type ImportView,
} from '../src/app/imports/imports.ts';
import type { Actor } from '../src/kernel/types.ts';
import type { Open } from './databases.ts';
import { houseOn, type TestHouse } from './house.ts';
import { people, settle } from './people.ts';

export const NEVER = new AbortController().signal;

/** The person as an account, because the background asks again who it works for. */
async function account(pool: Pool, actor: Actor): Promise<void> {
  await pool.query(
    `INSERT INTO account (account_id, login, name, org, roles, real_name, password, created_at)
     VALUES ($1, $2, $3, $4, $5, true, 'none', now())`,
    [actor.accountId, actor.accountId, actor.name, actor.org?.code, actor.roles],
  );
}

export interface Desk {
  readonly house: TestHouse;
  readonly imports: Imports;
  upload(content: string | Buffer, name?: string, actor?: Actor): Promise<string>;
  ask(file: string, more?: Partial<ImportRequest>): ImportRequest;
  /** Begins, works to the end and gives the whole report. */
  run(
    content: string | Buffer,
    more?: Partial<ImportRequest> & { readonly name?: string },
  ): Promise<{ view: ImportView; lines: Awaited<ReturnType<Imports['lines']>>['items'] }>;
  drafts(): Promise<number>;
}

/** A house with a desk at which sheets are imported. */
export async function desk(open: Open, t: TestContext): Promise<Desk> {
  const { pool, close } = await open({ poolSize: 8 });
  t.after(close);
  const house = await houseOn(pool);
  await settle(house);
  for (const who of [people.editor, people.agent, people.reviewer]) await account(pool, who);
  const imports = openImports(house);
  const upload: Desk['upload'] = async (content, name = '清单.csv', actor = people.editor) => {
    const uploader = { accountId: actor.accountId, org: actor.org?.code ?? null };
    return (await house.files.receive(uploader, Readable.from([Buffer.from(content)]), name)).id;
  };
  const ask: Desk['ask'] = (file, more = {}) => ({
    file,
    jurisdiction: 'beijing',
    mode: 'import',
    objectKind: 'resource',
    inScope: true,
    mapping: {},
    ...more,
  });
  return {
    house,
    imports,
    upload,
    ask,
    async run(content, { name, ...more } = {}) {
      const { id } = await imports.start(people.editor, ask(await upload(content, name), more));
      await imports.round(NEVER);
      const { items } = await imports.lines(people.editor, id, { limit: 1000 });
      return { view: await imports.read(people.editor, id), lines: items };
    },
    async drafts() {
      const { rows } = await pool.query<{ n: number }>('SELECT count(*)::int AS n FROM case_row');
      return rows[0]?.n ?? 0;
    },
  };
}

/** Another process on the same database and the same files. */
export const beside = async (house: TestHouse): Promise<Imports> =>
  openImports({ ...(await houseOn(house.pool, { seed: 'another' })), files: house.files });
