/** One loss of the status as registrar, and who came after; null while nobody does. */
export interface Withdrawal {
  readonly withdrawn: string;
  readonly successor: string | null;
}

/** Who holds the registrar's office of a place. A body that lost it never gets it back here, so that
 *  the succession has no circle (G24). Codes are credit codes; a type, because it is a fact. */
export type RegistrarOffice = {
  /** Null between a withdrawal and its successor: nobody decides. */
  readonly holder: string | null;
  /** Who lost it, in order. */
  readonly withdrawn: readonly string[];
};

/** Follows the succession from the registrar the rule pack names. */
export function officeAfter(named: string, withdrawals: readonly Withdrawal[]): RegistrarOffice {
  const withdrawn: string[] = [];
  let holder: string | null = named;
  for (;;) {
    const lost: Withdrawal | undefined = withdrawals.find((w) => w.withdrawn === holder);
    if (holder === null || !lost || withdrawn.includes(holder)) return { holder, withdrawn };
    withdrawn.push(holder);
    holder = lost.successor;
  }
}

/** Whose officers read as the office: while nobody holds it, those who have to hand it over. */
export const readerOf = ({ holder, withdrawn }: RegistrarOffice): string =>
  holder ?? withdrawn.at(-1) ?? '';

/** The registrar as acts of supervision may know it. */
export type OfficeFact = RegistrarOffice & {
  /** Whose conduct is looked at: the holder, or who held it last. */
  readonly subject: { readonly code: string; readonly name: string };
};
