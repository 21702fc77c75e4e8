import { text, type Text } from '../../base/text.ts';
import { INTAKE_GROUNDS } from '../../contexts/registration/gaps.ts';
import type { RulePack } from '../../law/types.ts';

/** A group of material as the pack names it. */
export const groupTitle = (rules: RulePack, id: string): Text =>
  rules.profile.materials.first.find((group) => group.id === id)?.label ?? text(id, id);

/** A ground as the pack names it, of whichever list; it stands alone here and begins like a sentence. */
export function groundTitle({ profile }: RulePack, id: string): Text {
  const own = Object.hasOwn(INTAKE_GROUNDS, id)
    ? INTAKE_GROUNDS[id as keyof typeof INTAKE_GROUNDS]
    : [...profile.reviewGrounds, ...profile.refusalGrounds].find((ground) => ground.id === id)
        ?.label;
  if (!own) return text(id, id);
  return text(own.zh, own.en.charAt(0).toUpperCase() + own.en.slice(1));
}
