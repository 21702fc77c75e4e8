import { refuse, type Refusal } from '../base/refusal.ts';
import { text } from '../base/text.ts';

/** Whether acts are taken at all. Shut while the log may not be written: an act that could never be
 *  published must not be acknowledged. A case that lost its content stays shut by itself. */
export interface Gate {
  refusal(caseId?: string): Refusal | undefined;
  set(refusal: Refusal | undefined): void;
}

export function openGate(lostCases: Iterable<string> = []): Gate {
  const lost = new Set(lostCases);
  let shut: Refusal | undefined;
  return {
    refusal: (caseId) =>
      shut ?? (caseId !== undefined && lost.has(caseId) ? contentLost : undefined),
    set: (refusal) => {
      shut = refusal;
    },
  };
}

const contentLost = refuse(
  'CASE_CONTENT_LOST',
  text(
    '数据库从旧备份恢复时，本事项备份之后的非公开内容没有找回，不能据此继续办理；请由当事人另行提出。',
    'When the database was restored from an old backup, what this case held in private since then could not be brought back; it cannot go on. Please have it filed anew.',
  ),
  [],
  'conflict',
);
