import type { Text } from '../../../base/text.ts';
import type { Life, National } from './entry.ts';

export interface Finding {
  readonly item: string;
  readonly level: 'gap' | 'warning';
  readonly code: string;
  readonly says: Text;
  readonly law: readonly string[];
  /** Who alone can supply it, where it is not the filer. */
  readonly party?: string;
}

export interface Notice {
  readonly stage: string;
  readonly on: string;
  readonly gaps: readonly {
    readonly item: string;
    readonly ground: string;
    readonly reason: string;
    readonly law: string;
  }[];
}

export interface Seal {
  readonly id: string;
  readonly item: string;
  readonly name: string;
  readonly label: Text;
  readonly verified: boolean;
  readonly confirmed: boolean | null;
}

export interface CaseResult {
  readonly code: string;
  readonly queryCode?: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly kind?: string;
}

type Given = Readonly<Record<string, unknown>>;

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const object = (value: unknown): Given | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Given)
    : undefined;

const hasAll = (value: unknown, keys: readonly string[]): boolean => {
  const given = object(value);
  return given !== undefined && keys.every((key) => key in given);
};

/** Whether every one of a list is of a shape; a field of another shape stays with the rest. */
const allOf = (value: unknown, ...keys: string[]): boolean =>
  Array.isArray(value) && value.every((one) => hasAll(one, keys));

/** Parts a state into the shapes that have a panel of their own and the rest. */
export function readState(state: Given) {
  const { form, dossier, openItems, findings, preview, notices, seals, result, ...more } = state;
  const { life, national, ...others } = more;
  const { status: _shownAbove, intakeGrounds: _inTheComposer, drift: _beside, ...rest } = others;
  const back: Record<string, unknown> = {};
  const keep = (name: string, value: unknown, fits: boolean): boolean => {
    if (!fits && value !== undefined && value !== null) back[name] = value;
    return fits;
  };
  const drawn = keep('form', form, Array.isArray(form) && object(dossier) !== undefined);
  keep('dossier', dossier, drawn);
  const lives = keep('life', life, hasAll(life, ['versions', 'terms', 'ends']));
  keep('national', national, lives);
  return {
    form: drawn ? (list(form) as readonly string[]) : undefined,
    openItems: openItems === 'all' ? ('all' as const) : (list(openItems) as readonly string[]),
    findings: keep('findings', findings, allOf(findings, 'item', 'level', 'says'))
      ? (list(findings) as readonly Finding[])
      : undefined,
    preview: keep('preview', preview, object(preview) !== undefined) ? object(preview) : undefined,
    notices: keep('notices', notices, allOf(notices, 'stage', 'gaps'))
      ? (list(notices) as readonly Notice[])
      : [],
    seals: keep('seals', seals, allOf(seals, 'id', 'label'))
      ? (list(seals) as readonly Seal[])
      : [],
    result: keep('result', result, hasAll(result, ['code', 'validTo']))
      ? (result as CaseResult)
      : undefined,
    life: lives ? (life as Life) : undefined,
    national: lives ? ((national as National | null) ?? undefined) : undefined,
    rest: { ...rest, ...back } as Given,
  };
}
