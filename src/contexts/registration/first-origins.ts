import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { DUE } from './duty-state.ts';
import { UNREGISTERED, type ObjectKind } from './first-state.ts';

/** The duty an application answers, as its opening may know it. */
export interface DutyCase {
  readonly caseId: string;
  readonly status: string;
  readonly holder: string;
  readonly objectKind: ObjectKind;
  readonly inScope: boolean;
  readonly suppliedOn: string | null;
}

/** A registration of the same unit that came to an end (G19). */
export interface EarlierCase {
  readonly caseId: string;
  readonly status: string;
  readonly registrant: string;
}

/** Why an application cannot be opened under the duty it names. Somebody else's duty and none at all
 *  are answered alike. */
export function dutyCaseRefusal(
  asked: string | undefined,
  duty: DutyCase | null,
  holder: string,
  objectKind: ObjectKind,
): Refusal | undefined {
  if (asked === undefined) return undefined;
  if (!duty || duty.holder !== holder) return dutyUnknown();
  if (duty.objectKind !== objectKind) return otherObject();
  return DUE.includes(duty.status) ? undefined : dutyOver();
}

/** Why an application cannot follow the one it names: a new one may follow what ended without a
 *  registration, or whose registration has ended, of the same unit. */
export function earlierRefusal(
  asked: string | undefined,
  earlier: EarlierCase | null,
  holder: string,
): Refusal | undefined {
  if (asked === undefined) return undefined;
  if (!earlier || earlier.registrant !== holder) return earlierUnknown();
  return ENDED.includes(earlier.status) ? undefined : earlierRuns();
}

const ENDED = [...UNREGISTERED, 'CANCELLED', 'REVOKED'];
const DUTY = ['BJ-REG-7', 'CQ-REG-8', 'NAT-REG-5'];
const AGAIN = ['BJ-REG-14', 'CQ-REG-16', 'NAT-REG-12'];

const dutyUnknown = (): Refusal =>
  refuse(
    'DUTY_UNKNOWN',
    text('没有这一登记义务，或不属于该登记主体。', 'There is no such duty of this registrant.'),
    DUTY,
  );

const otherObject = (): Refusal =>
  refuse(
    'DUTY_OTHER_OBJECT',
    text('登记对象与登记义务所列不同。', 'The duty is about another kind of object.'),
    DUTY,
  );

const dutyOver = (): Refusal =>
  refuse(
    'DUTY_OVER',
    text('该登记义务已履行或已解除。', 'This duty was met or released already.'),
    DUTY,
    'conflict',
  );

const earlierUnknown = (): Refusal =>
  refuse(
    'EARLIER_UNKNOWN',
    text(
      '没有这一原登记事项，或不属于该登记主体。',
      'There is no such earlier registration of this registrant.',
    ),
    AGAIN,
  );

const earlierRuns = (): Refusal =>
  refuse(
    'EARLIER_RUNS',
    text(
      '原登记事项尚未终结，不能据此重新申请。',
      'The earlier registration has not ended; no new one can follow it yet.',
    ),
    AGAIN,
    'conflict',
  );
