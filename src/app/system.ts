import type { Actor } from '../kernel/types.ts';

/** Takes the automatic outcomes of the law, and nothing else. */
export const systemActor: Actor = {
  kind: 'system',
  accountId: 'system',
  name: '系统',
  realName: true,
  org: null,
  roles: ['system'],
};
