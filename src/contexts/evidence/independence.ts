/** How a service stands to another body (CQ-REG-14): the same one, below or above it, or affiliated. */
export const RELATIONS = ['overlap', 'subordinate', 'affiliated'] as const;
export type RelationKind = (typeof RELATIONS)[number];

/** A type, not an interface, so that it counts as JSON. */
export type Relation = { readonly code: string; readonly kind: RelationKind };

export type Conflict = { readonly with: 'registrar' | 'registrant'; readonly kind: RelationKind };

/** Who holds the registrar's office, or held it last; it may have passed on (BJ-REG-23, CQ-REG-22). */
export interface OfficeFact {
  readonly subject: { readonly code: string };
}

interface Sides {
  readonly registrar: string;
  readonly registrant: string;
}

/** Every way in which a service is not independent of the registrar or of the registrant: because it
 *  is that body, or by what it has declared. Codes are unified social credit codes. */
export function conflicts(
  service: { readonly code: string; readonly relations: readonly Relation[] },
  sides: Sides,
): Conflict[] {
  return (['registrar', 'registrant'] as const).flatMap((side) => {
    const self: Conflict[] = service.code === sides[side] ? [{ with: side, kind: 'overlap' }] : [];
    const declared = service.relations
      .filter(({ code }) => code === sides[side])
      .map(({ kind }): Conflict => ({ with: side, kind }));
    return [...self, ...declared];
  });
}
