import type { JsonObject } from '../../base/json.ts';
import { text, type Text } from '../../base/text.ts';
import type { DutyState } from './duty-state.ts';

const READER = /^(office|registrant|authority|municipal_data_authority|district_data_authority)$/;
const SUPERVISOR = /^(supervisor_|auditor)/;

/** The unit and those who keep the list see all of it; supervisors its course, without names of the
 *  object and the agreement. A whitelist: nothing else leaves. */
export function viewDuty(state: DutyState, audience: readonly string[]): JsonObject {
  const whole = audience.some((a) => READER.test(a));
  if (!whole && !audience.some((a) => SUPERVISOR.test(a))) return { status: state.status };
  const { agreement, objectName, raisedBy, released, ...course } = state;
  const { name: raiser, role } = raisedBy;
  const shown = {
    ...course,
    says: saying(state),
    raisedBy: { role },
    ...(whole ? { agreement, objectName, raisedBy: { role, name: raiser }, released } : {}),
  };
  return JSON.parse(JSON.stringify(shown)) as JsonObject;
}

/** What the holder is told: who must file is told so, who is encouraged is not told that he must. */
function saying({ status, duty, suppliedOn }: DutyState): Text {
  if (status === 'FULFILLED') return text('已提交登记申请。', 'An application has been filed.');
  if (status === 'RELEASED') return text('登记义务已解除。', 'The duty was released.');
  const must = duty === 'must';
  if (suppliedOn === null) {
    return must
      ? text(
          '应当登记：开展授权运营并首次提供或交付后，在规定期限内申请。',
          'Must be registered: file within the time once operation began and something was supplied.',
        )
      : text(
          '鼓励登记：开展授权运营并首次提供或交付后，可以申请。',
          'Registration is encouraged, once operation began and something was supplied.',
        );
  }
  if (status === 'overdue') {
    return text('已逾期，应当尽快申请登记。', 'Overdue: file the application now.');
  }
  return must
    ? text('应当在期限内申请登记。', 'The application must be filed within the time.')
    : text(
        '鼓励申请登记；期限只作提醒，不是法定义务。',
        'You are encouraged to file; the time is a reminder, not a duty.',
      );
}
