/** A place on the log as it is written in an address: no sign, no leading zero, at most 15 digits. */
const PLACE = /^(?:0|[1-9]\d{0,14})$/;

export const placeIn = (written: string | undefined): number | undefined =>
  written !== undefined && PLACE.test(written) ? Number(written) : undefined;
