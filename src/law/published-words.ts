/** Items of a dossier whose own words a notice or the register shows (BJ-REG-13, 19; CQ-REG-16): what is scanned for
 *  personal information before anybody else reads it. */
export const PUBLISHED_WORDS = [
  'dataResource.name',
  'dataResource.summary',
  'product.name',
  'product.intro',
  'scenario.usable',
  'scenario.forbidden',
] as const;

/** Items of a dossier that the register shows beside those of the notice, under their public names (BJ-REG-19). */
export const REGISTER_TOO = {
  registrantCode: 'subject.creditCode',
  usable: 'scenario.usable',
  forbidden: 'scenario.forbidden',
} as const;
