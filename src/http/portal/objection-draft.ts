import type { describeProcedure } from '../../app/describe.ts';
import { isUuid } from '../../base/id.ts';
import { withoutUnseen } from '../../base/sound-text.ts';
import { text } from '../../base/text.ts';
import type {
  ObjectionDraft,
  ObjectionPage,
  Trouble,
} from '../../web/portal/objection/objection-steps.ts';
import { STAY } from '../../web/portal/display.ts';
import type { PlainForm } from './plain-form.ts';

/** How long each text may be, and how many files, as the act declares it. */
export interface Bounds {
  readonly most: ObjectionPage['most'];
  readonly least: { readonly interest: number; readonly reason: number };
}

/** One step as it was sent, or as it is shown next. */
export type ObjectionInput = Pick<ObjectionPage, 'stage' | 'draft' | 'troubles'>;

type File = ObjectionDraft['files'][number];

export function boundsOf(described: ReturnType<typeof describeProcedure>): Bounds {
  const lodge = described.acts.find(({ from }) => from === 'new');
  const fields = (lodge?.input['properties'] ?? {}) as Record<string, Record<string, number>>;
  const said = (name: string, bound: string): number => {
    const n = fields[name]?.[bound];
    if (n === undefined) throw new Error(`${described.name} declares no ${bound} of ${name}`);
    return n;
  };
  return {
    most: {
      interest: said('interest', 'maxLength'),
      reason: said('reason', 'maxLength'),
      files: said('evidence', 'maxItems'),
    },
    least: { interest: said('interest', 'minLength'), reason: said('reason', 'minLength') },
  };
}

/** What a form says: bounded, without characters that cannot be seen; files only those that are the
 *  author's own. `stranger`: it was sent from another site, and what it says is not the reader's. */
export async function draftOf(
  form: Pick<PlainForm<File>, 'field' | 'all' | 'kept' | 'refused'>,
  given: {
    readonly most: number;
    readonly stranger: boolean;
    fresh(): string;
    own(ids: readonly string[]): Promise<readonly File[]>;
  },
): Promise<ObjectionInput> {
  const at = form.field('at');
  const stage = at === 'files' || at === 'check' ? at : 'words';
  const key = /^[0-9a-f]{32}$/.test(form.field('key')) ? form.field('key') : given.fresh();
  if (given.stranger) {
    return { stage: 'words', draft: { interest: '', reason: '', files: [], key }, troubles: [] };
  }
  const [interest, reason] = [cleaned(form.field('interest')), cleaned(form.field('reason'))];
  const known = form.all('file').filter(isUuid);
  const before = await given.own([...new Set(known)].slice(0, given.most));
  const files = [...before, ...form.kept.map(({ id, name, size }) => ({ id, name, size }))];
  const unseen = [interest, reason].some(({ changed }) => changed);
  return {
    stage,
    draft: {
      interest: interest.words,
      reason: reason.words,
      files: files.slice(0, given.most),
      key,
    },
    troubles: [
      ...form.refused.map(({ sentence, cites }) => ({
        at: 'evidence' as const,
        sentence,
        law: cites,
      })),
      ...(files.length > given.most
        ? [{ at: 'evidence' as const, sentence: tooMany(given.most) }]
        : []),
      ...(unseen && stage === 'words' ? [{ at: 'reason' as const, sentence: UNSEEN }] : []),
    ],
  };
}

/** Characters that cannot be seen are taken out, and the author is asked to read it again. */
function cleaned(said: string): { words: string; changed: boolean } {
  const whole = said.isWellFormed()
    ? said
    : Array.from(said)
        .filter((one) => one.isWellFormed())
        .join('');
  const { text: words } = withoutUnseen(whole);
  return { words, changed: words !== said };
}

/** What a press of a button leads to: another step, the same with what is wrong, or sending. */
export function afterStep(
  go: string,
  input: ObjectionInput,
  bounds: Bounds,
): ObjectionInput | 'send' {
  const { stage, draft } = input;
  if (go.startsWith('drop:')) {
    const files = draft.files.filter(({ id }) => id !== go.slice(5));
    return { ...input, stage: 'files', draft: { ...draft, files } };
  }
  if (go === 'words') return { ...input, stage: 'words', troubles: [] };
  if (go === 'back') {
    return { ...input, stage: stage === 'check' ? 'files' : 'words', troubles: [] };
  }
  if (input.troubles.length > 0 || go === 'add' || go === STAY) return input;
  const wrongWords = wordsWrong(draft, bounds);
  if (wrongWords.length > 0) return { ...input, stage: 'words', troubles: wrongWords };
  if (stage === 'words') return { ...input, stage: 'files' };
  if (draft.files.length === 0) {
    return { ...input, stage: 'files', troubles: [{ at: 'evidence', sentence: NO_FILE }] };
  }
  return go === 'send' && stage === 'check' ? 'send' : { ...input, stage: 'check' };
}

function wordsWrong(draft: ObjectionDraft, { most, least }: Bounds): Trouble[] {
  return (['interest', 'reason'] as const).flatMap((at) => {
    const n = draft[at].trim().length;
    if (n >= least[at] && n <= most[at]) return [];
    const [zh, en] =
      at === 'interest' ? ['利害关系', 'Your interest'] : ['异议理由', 'The reasons'];
    if (n === 0) return [{ at, sentence: text(`请填写${zh}。`, `${en}: please fill in.`) }];
    const sentence = text(
      `${zh}应为${least[at]}至${most[at]}字，现在是${n}字。`,
      `${en}: ${least[at]} to ${most[at]} characters, now ${n}.`,
    );
    return [{ at, sentence }];
  });
}

const UNSEEN = text(
  '粘贴的文字里有看不见的字符，已经去掉；请再读一遍，然后按下一步。',
  'The text held characters that cannot be seen. They were taken out; read it again and go on.',
);
const NO_FILE = text('至少要有一份证据。', 'At least one piece of evidence is needed.');
const tooMany = (most: number) =>
  text(`证据文件最多${most}份，多出的没有收下。`, `At most ${most} files; the rest were not kept.`);
