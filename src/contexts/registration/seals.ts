import { z } from 'zod';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text, type Text } from '../../base/text.ts';
import { office } from '../../kernel/who.ts';
import { sealsOf } from '../../law/conditions.ts';
import type { RulePack, SealOf } from '../../law/types.ts';
import { isFileValue, lookup } from './dossier.ts';
import { act, conditionFacts, dossierText, type FirstState } from './first-state.ts';
import { words } from './inputs.ts';
import { groupsFor } from './precheck.ts';

const LAW = ['NAT-REG-11', 'BJ-REG-10(1)2', 'BJ-REG-10(1)4', 'BJ-REG-10(1)7', 'CQ-REG-16'];

export const confirmSeal = act({
  title: text('目视核对公章', 'Confirm a seal by eye'),
  help: text(
    '扫描件不能由机器核验：请逐份核对后记录结论。',
    'A scan cannot be checked by machine: look at each and record what you saw.',
  ),
  law: LAW,
  by: [office('registrar.review'), office('registrar.intake')],
  from: ['submitted', 'in_review'],
  to: ['submitted', 'in_review'],
  input: z.strictObject({
    file: z.uuid().meta({ title: '文件编号 File' }),
    found: z.boolean().meta({ title: '公章齐全、与主体一致 Seal present and of the right body' }),
    note: words(500, 0).default('').meta({ title: '备注 Note' }),
  }),
  emits: ['reg.SealConfirmed'],
  decide({ state, input, rules }) {
    const { file, found, note } = input;
    if (!sealedFiles(state, rules).some((f) => f.id === file)) return fileNotHere();
    return [
      { type: 'reg.SealConfirmed', data: { file, found }, private: { note: { text: note } } },
    ];
  },
});

export interface SealedFile {
  readonly id: string;
  readonly item: string;
  readonly name: string;
  readonly label: Text;
  /** Whose seals it must carry, and the names they must bear. */
  readonly seals: readonly { readonly of: SealOf; readonly name: string }[];
  /** A digital signature of that body that verifies stands for the eye. */
  readonly verified: boolean;
}

/** The files of this dossier that must carry an official seal (G61). */
export function sealedFiles(state: FirstState, rules: RulePack): SealedFile[] {
  const at = lookup(state.dossier, conditionFacts(state, rules.jurisdiction));
  return groupsFor(state, rules).flatMap((group) =>
    group.fields.flatMap((field) => {
      const value = state.dossier[group.id]?.[field.id];
      const seals = sealsOf(field, at).map((of) => ({ of, name: sealName(state, of) }));
      if (seals.length === 0 || !isFileValue(value)) return [];
      const { id, name, signature } = value;
      const verified = signedBy(signature, seals);
      const item = `${group.id}.${field.id}`;
      return [{ id, item, name: String(name), label: field.label, seals, verified }];
    }),
  );
}

/** One verified signature speaks for one body, and only for the one it names. */
function signedBy(signature: unknown, seals: SealedFile['seals']): boolean {
  const { kind, valid, signer } = (signature ?? {}) as Record<string, unknown>;
  const [seal] = seals;
  if (kind !== 'digital' || valid !== true || typeof signer !== 'string') return false;
  return seals.length === 1 && seal !== undefined && seal.name !== '' && signer.includes(seal.name);
}

function sealName(state: FirstState, of: SealOf): string {
  switch (of) {
    case 'registrant':
    case 'principal':
      return state.registrant.name;
    case 'agent':
      return state.agent?.name ?? '';
    case 'assessor':
      return dossierText(state, 'riskAssessment', 'assessorName');
    case 'provider':
      return dossierText(state, 'evidence', 'providerName');
    default:
      return of satisfies never;
  }
}

const fileNotHere = (): Refusal =>
  refuse(
    'FILE_NOT_HERE',
    text(
      '该文件不是本申请中应当盖章的文件。',
      'This is not a file of this application that must be sealed.',
    ),
    ['BJ-REG-10(1)', 'NAT-REG-9(1)'],
    'unknown',
  );

export const sealsOpen = (open: readonly SealedFile[]): Refusal =>
  refuse(
    'SEALS_NOT_CONFIRMED',
    text(
      `以下文件的公章尚未核对或核对未通过：${open.map((f) => f.label.zh).join('、')}。`,
      `The seals of these files are not confirmed: ${open.map((f) => f.label.en).join(', ')}.`,
    ),
    LAW,
    'unprocessable',
    { files: open.map((f) => f.id) },
  );
