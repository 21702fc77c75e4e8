import { openWitness } from '../app/witness/witness.ts';
import { witnessRoutes } from '../http/witness.ts';
import { serveCosigner } from './cosigner.ts';

/** A witness for other people's logs (C2SP tlog-witness), without a register. */
export const witness = (args: readonly string[]): Promise<number> =>
  serveCosigner({ role: 'witness', open: openWitness, routes: witnessRoutes }, args);
