import { html } from 'hono/html';
import type { Seal } from '../../../app/log/chain-heads.ts';
import type { ChainEntry } from '../../../app/log/chain-entries.ts';
import type { Language, Text } from '../../../base/text.ts';
import { inChinese } from '../parts.ts';
import type { Html } from '../view.ts';

/** An entry of the log with the words for what it names; the words are the procedures' own. */
export interface ChainItem extends ChainEntry {
  readonly seal: Seal;
  readonly title: Text;
  readonly procedureTitle: Text;
  readonly roleTitle: Text | null;
  /** As the rule packs or the demonstration name it; null where only the code is known. */
  readonly orgName: string | null;
}

/** 2026-03-02 09:00:12, as it was recorded in Beijing. */
export const recordedAt = (at: string): Html =>
  html`<time datetime="${at}">${at.slice(0, 19).replace('T', ' ')}</time>`;

/** POSIX seconds in Beijing; a dash for the time before the first. */
export function secondsText(seconds: number): Html | string {
  if (seconds === 0) return '—';
  const at = new Date((seconds + 8 * 3600) * 1000).toISOString();
  return recordedAt(`${at.slice(0, 19)}+08:00`);
}

/** Who took the step: the organisation, or its role, or the machine. */
export function byWhom(lang: Language, item: ChainItem): Html | string {
  const role = item.roleTitle?.[lang] ?? item.role ?? '—';
  const org = item.orgName ?? item.org;
  return org === null
    ? role
    : html`${inChinese(lang, org)}<br /><span class="quiet">${role}</span>`;
}
