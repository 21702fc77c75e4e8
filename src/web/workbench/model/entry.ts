import { text, type Text } from '../../../base/text.ts';

/** The life of an entry as its case shows it to those who may read it. */
export interface Life {
  readonly versions: readonly {
    readonly n: number;
    readonly on: string;
    readonly kind: string;
    readonly by: string | null;
    /** What it made different, as items of the material list. */
    readonly changed?: readonly string[];
  }[];
  readonly terms: readonly {
    readonly from: string;
    readonly to: string;
    readonly on: string;
    readonly by: string | null;
  }[];
  readonly windowOn: string | null;
  readonly renewal: string | null;
  readonly carriedOver: boolean;
  readonly ends: readonly {
    readonly as: string;
    readonly ground: string;
    readonly by: string | null;
    readonly on: string;
    readonly announced: boolean;
  }[];
}

export interface National {
  readonly code: string | null;
}

export interface EntryStatus {
  readonly id: 'active' | 'renewalPending' | 'expired' | 'cancelled' | 'revoked';
  readonly word: Text;
  readonly tone: 'good' | 'warn' | 'bad';
}

const STATUS: Readonly<Record<EntryStatus['id'], EntryStatus>> = {
  active: { id: 'active', word: text('有效', 'In force'), tone: 'good' },
  renewalPending: {
    id: 'renewalPending',
    word: text('续展办理中（暂续有效）', 'In force while its renewal is decided'),
    tone: 'good',
  },
  expired: { id: 'expired', word: text('已届满', 'Validity over'), tone: 'warn' },
  cancelled: { id: 'cancelled', word: text('已注销', 'Cancelled'), tone: 'warn' },
  revoked: { id: 'revoked', word: text('已撤销', 'Revoked'), tone: 'bad' },
};

/** The same from the word itself, as the register publishes it. */
export const statusNamed = (id: string): EntryStatus =>
  Object.hasOwn(STATUS, id) ? STATUS[id as EntryStatus['id']] : STATUS.active;

/** The public word of an entry (G63), from the state of its case; days are YYYY-MM-DD. */
export function statusOf(
  state: string,
  life: Pick<Life, 'carriedOver'>,
  validTo: string,
  today: string,
): EntryStatus {
  if (state === 'CANCELLED') return STATUS.cancelled;
  if (state === 'REVOKED') return STATUS.revoked;
  if (life.carriedOver) return STATUS.renewalPending;
  return today > validTo ? STATUS.expired : STATUS.active;
}

const KINDS: Readonly<Record<string, Text>> = {
  first: text('首次登记', 'First registration'),
  change: text('变更登记', 'Change'),
  correction: text('更正登记', 'Correction'),
};

export const versionWord = (kind: string): Text => KINDS[kind] ?? text(kind, kind);

export const endWord = (as: string): Text =>
  as === 'REVOKED' ? text('撤销登记', 'Revoked') : text('注销登记', 'Cancelled');

export interface Door {
  readonly procedure: string;
  readonly word: Text;
}

/** What the registrar does of its own accord, as it opens it. */
const OF_THE_OFFICE: Readonly<Record<string, { readonly word: Text; readonly help: Text }>> = {
  'reg.cancel': {
    word: text('依职权注销', 'Cancel of its own accord'),
    help: text(
      '登记机构核实登记主体终止存续后，依职权启动；附核实的证明。启动后由另一人核实办结。',
      'Where the registrar has verified that the registrant has ended, it begins this itself, with the proof. Another officer then verifies and completes it.',
    ),
  },
};

/** How the registrar begins a procedure of its own accord that others apply for. */
export const ofTheOffice = (procedure: string) => OF_THE_OFFICE[procedure];

const DOORS: readonly (Door & { readonly own: boolean })[] = [
  { procedure: 'reg.change', word: text('申请变更', 'File a change'), own: true },
  { procedure: 'reg.correct', word: text('申请更正', 'Ask for a correction'), own: false },
  { procedure: 'reg.renew', word: text('申请续展', 'File a renewal'), own: true },
  { procedure: 'reg.cancel', word: text('申请注销', 'File a cancellation'), own: true },
  { procedure: 'reg.revoke', word: text('立案撤销', 'Investigate for revocation'), own: true },
];

/** What may be begun about an entry by whom the case shows it to: only what its state leaves open,
 *  and of what is the holder's or the office's own, nothing to others. The server decides. */
export function doorsOf(
  state: string,
  life: Pick<Life, 'windowOn' | 'renewal'>,
  audience: readonly string[],
): readonly Door[] {
  if (state === 'REVOKED') return [];
  const within = audience.some((one) => ['registrant', 'agent', 'office'].includes(one));
  return DOORS.filter(({ procedure, own }) => {
    if (own && !within) return false;
    if (state !== 'REGISTERED') return procedure === 'reg.revoke';
    return procedure !== 'reg.renew' || (life.windowOn !== null && life.renewal === null);
  }).map(({ procedure, word }) => {
    const office = audience.includes('office') && !audience.includes('registrant');
    return { procedure, word: (office && OF_THE_OFFICE[procedure]?.word) || word };
  });
}
