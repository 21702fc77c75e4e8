import { setTimeout as wait } from 'node:timers/promises';
import { checkCreditCode } from '../../base/credit-code.ts';
import { isRefusal } from '../../base/refusal.ts';
import type { IdentityVerifier } from './verifier.ts';

/** A stand-in for demonstrations. What the acting person is called makes it refuse (查无此人), be away
 *  (服务中断) or be slow (服务缓慢); an organisation code with a wrong check character is unknown. */
export const simulatedVerifier = (slowMs = 60_000): IdentityVerifier => ({
  name: 'simulator',
  async verify({ code, operator }, signal) {
    const reference = `SIM-${code}`;
    if (operator.includes('服务中断')) throw new Error('the simulator is away');
    if (operator.includes('服务缓慢')) await wait(slowMs, undefined, { signal });
    if (operator.includes('查无此人')) {
      return { outcome: 'refused', reference, message: '单位与经办人不一致（模拟）' };
    }
    if (isRefusal(checkCreditCode(code))) {
      return { outcome: 'refused', reference, message: '没有这一单位（模拟）' };
    }
    return { outcome: 'verified', reference, message: '单位与经办人一致（模拟）' };
  },
});
