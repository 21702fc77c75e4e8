import { text, type Text } from '../../base/text.ts';
import { INTAKE_GROUNDS } from '../../contexts/registration/gaps.ts';
import type { RulePack } from '../../law/types.ts';

/** A group of material as the pack names it. */
export const groupTitle = (rules: RulePack, id: string): Text =>
  rules.profile.materials.first.find((group) => group.id === id)?.label ?? text(id, id);

/** A ground as the pack names it, of whichever list. */
export function groundTitle({ profile }: RulePack, id: string): Text {
  if (Object.hasOwn(INTAKE_GROUNDS, id)) return INTAKE_GROUNDS[id as keyof typeof INTAKE_GROUNDS];
  const listed = [...profile.reviewGrounds, ...profile.refusalGrounds];
  return listed.find((ground) => ground.id === id)?.label ?? text(id, id);
}
