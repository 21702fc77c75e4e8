import type { House } from '../house.ts';
import { nationalHttp } from './http.ts';
import { linkKey } from './key.ts';
import type { Counterpart } from './port.ts';
import { machineMs } from '../accounts/session-store.ts';
import type { Settings } from '../settings.ts';

/** Everybody to whom changes are handed over by these settings. Another one is a file that makes a
 *  `Counterpart`, and a line here. */
export function counterparts(
  house: Pick<House, 'time'>,
  settings: Pick<Settings, 'dataDir' | 'mode' | 'national'>,
): Counterpart[] {
  const { url } = settings.national;
  const nowMs = (): number => machineMs(house.time);
  return url === undefined ? [] : [nationalHttp({ url, key: linkKey(settings), nowMs })];
}
