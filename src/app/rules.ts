import { refuse, type Refusal } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { articleById } from '../law/articles.ts';
import { packById, packFor } from '../law/packs.ts';
import type { RulePack } from '../law/types.ts';

/** The pack a case was opened under: pinned, whatever has been published since. */
export function pinnedPack(id: string): RulePack {
  const pack = packById(id);
  if (!pack) throw new Error(`a stored case has the unknown rule pack ${id}`);
  return pack;
}

export function packOrRefuse(jurisdiction: string): RulePack | Refusal {
  return (
    packFor(jurisdiction) ??
    refuse(
      'JURISDICTION_UNKNOWN',
      text('没有这一地区的规则包。', 'There is no rule pack for this jurisdiction.'),
      [],
    )
  );
}

/** Acts cite every text they carry out; a case cites those it stands under: its own pack's text and
 *  the national one, the more particular first. */
export function citesFor(pack: RulePack, law: readonly string[]): string[] {
  const known = cited.get(law)?.get(pack.id);
  if (known) return known;
  const cites = chosenFor(pack, law);
  const packs = cited.get(law) ?? new Map<string, string[]>();
  cited.set(law, packs.set(pack.id, cites));
  return cites;
}

/** Lists of articles are constants of the declarations and asked for on every read. */
const cited = new WeakMap<readonly string[], Map<string, string[]>>();

function chosenFor(pack: RulePack, law: readonly string[]): string[] {
  const own = law.filter((id) => articleById(id)?.text.id === pack.text.id);
  const national = law.filter((id) => id.startsWith('NAT-REG'));
  const cites = [...new Set([...own, ...national])];
  return cites.length > 0 ? cites : [...law];
}

export const refusalFor = (pack: RulePack, refusal: Refusal): Refusal => ({
  ...refusal,
  cites: citesFor(pack, refusal.cites),
});
