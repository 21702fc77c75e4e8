/** One sentence in the two languages the office reads. Chinese first: it is the language of record. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export const text = (zh: string, en: string): Text => ({ zh, en });

export type Language = keyof Text;
