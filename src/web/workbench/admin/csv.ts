const cell = (value: string): string => {
  // What begins like a formula is made harmless to office programs.
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** An instant in China as a sheet takes it for a time: 2026-02-12 09:30. */
export const wallWords = (instant: string): string => {
  const at = new Date(instant).getTime();
  if (Number.isNaN(at)) return instant;
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
};

/** Rows as CSV (RFC 4180, UTF-8 with its mark, so that spreadsheets read the Chinese). */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
