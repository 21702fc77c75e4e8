import { createHash } from 'node:crypto';

/** How the simulated national side makes codes. The real rule is not published: nobody may take a code
 *  made here for one of the national platform, and its first letters say so. */
export interface NationalCodeScheme {
  readonly id: string;
  /** The code of an entry; `serial` is never given twice. The same entry is asked about once only. */
  assign(entry: {
    readonly registrar: string;
    readonly code: string;
    readonly day: string;
    readonly serial: number;
  }): string;
}

/** `DEMO-20260302-000000123-7F`: day, serial, two digits that catch a mistyped one. */
const serialScheme: NationalCodeScheme = {
  id: 'demo-serial',
  assign({ day, serial }) {
    const body = `DEMO-${day.replaceAll('-', '')}-${String(serial).padStart(9, '0')}`;
    return `${body}-${checked(body)}`;
  },
};

/** Follows from the local code alone. Two entries may never share a code, which the register of the
 *  simulated side makes sure of. */
const digestScheme: NationalCodeScheme = {
  id: 'demo-digest',
  assign({ registrar, code }) {
    const digest = createHash('sha256').update(`${registrar}/${code}`).digest('hex');
    return `DEMO-${digest.slice(0, 22).toUpperCase()}`;
  },
};

const checked = (body: string): string =>
  createHash('sha256').update(body).digest('hex').slice(0, 2).toUpperCase();

const SCHEMES: readonly NationalCodeScheme[] = [serialScheme, digestScheme];

export const nationalCodeScheme = (id: string): NationalCodeScheme | undefined =>
  SCHEMES.find((one) => one.id === id);
