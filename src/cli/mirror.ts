import { openMirror, type Mirror } from '../app/mirror/mirror.ts';
import { mirrorRoutes } from '../http/mirror.ts';
import { serveCosigner } from './cosigner.ts';

/** A mirror of other people's logs (C2SP tlog-mirror), without a register. */
export const mirror = (args: readonly string[]): Promise<number> =>
  serveCosigner<Mirror>({ role: 'mirror', open: openMirror, routes: mirrorRoutes }, args);
