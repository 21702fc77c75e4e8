import { ApiProblem } from '../api.ts';

/** What the door asks for: who it is, then a code, or first an authenticator to take codes from. */
export type Step = 'password' | 'code' | 'enrol';

/** Where a refused sign-in leads; anything but the second factor stays where it is. */
export function stepAfter(error: unknown, now: Step): Step {
  const code = error instanceof ApiProblem ? error.problem.code : '';
  if (code === 'TOTP_ENROL') return 'enrol';
  if (code === 'TOTP_NEEDED') return 'code';
  return now;
}

/** Being asked for the second factor is a step, not a fault. */
export const isStep = (error: unknown): boolean => stepAfter(error, 'password') !== 'password';
