import { createTransport } from 'nodemailer';
import type { Text } from '../base/text.ts';
import { runnerOf, statement } from '../store/transaction.ts';
import type { House } from './house.ts';
import type { Settings } from './settings.ts';

const TAKE = statement(
  'outbox_take',
  `SELECT case_id AS "caseId", version, kind, payload, attempts FROM outbox
   WHERE state = 'queued' AND next_at <= $1 AND kind LIKE 'notice:%' ORDER BY next_at LIMIT 50`,
);
const DONE = statement(
  'outbox_done',
  `UPDATE outbox SET state = 'sent', attempts = attempts + 1 WHERE case_id = $1 AND version = $2 AND kind = $3`,
);
const LATER = statement(
  'outbox_later',
  `UPDATE outbox SET attempts = attempts + 1, last_error = $4, next_at = $5,
     state = CASE WHEN attempts >= 19 THEN 'given-up' ELSE 'queued' END
   WHERE case_id = $1 AND version = $2 AND kind = $3`,
);
const ADDRESSES = statement(
  'outbox_addresses',
  `SELECT email FROM account WHERE email IS NOT NULL AND NOT disabled
   AND (org = $1 OR 'account:' || account_id::text = $2) LIMIT 20`,
);

interface Letter {
  caseId: string;
  version: number;
  kind: string;
  payload: { recipient: string; type: string; title: Text | null; about: string };
  attempts: number;
}

/** Sends notices by e-mail and webhook; both are off unless a setting names where to. */
export function openOutbox(house: House, settings: Pick<Settings, 'smtpUrl' | 'webhookUrl'>) {
  const runner = runnerOf(house.pool);
  const mail = settings.smtpUrl === undefined ? undefined : createTransport(settings.smtpUrl);
  const { webhookUrl } = settings;
  const send = async (letter: Letter): Promise<void> => {
    const { payload } = letter;
    if (webhookUrl !== undefined) await callWebhook(webhookUrl, letter);
    if (!mail) return;
    const org = payload.recipient.replace(/^org:/, '');
    const rows = await runner.run<{ email: string }>(ADDRESSES, [org, payload.recipient]);
    for (const { email } of rows) {
      const subject = `${payload.title?.zh ?? payload.type}：${payload.about}`.slice(0, 200);
      // The letter says that something waits, never what the case contains.
      await mail.sendMail({
        to: email,
        subject,
        text: `${subject}\n\n请登录登记平台查看。\nSign in to the register to read it.\n`,
      });
    }
  };
  return {
    async round(): Promise<void> {
      if (!mail && webhookUrl === undefined) return;
      for (const letter of await runner.run<Letter>(TAKE, [house.time.now()])) {
        const place = [letter.caseId, letter.version, letter.kind];
        try {
          await send(letter);
          await runner.run(DONE, place);
        } catch (error) {
          const wait = Math.min(3_600_000, 1000 * 2 ** letter.attempts);
          const why = error instanceof Error ? error.message.slice(0, 300) : 'failed';
          await runner.run(LATER, [
            ...place,
            why,
            new Date(house.time.nowMs() + wait).toISOString(),
          ]);
        }
      }
    },
  };
}

async function callWebhook(url: string, letter: Letter): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': `${letter.caseId}.${letter.version}.${letter.kind}`,
    },
    body: JSON.stringify({ case: letter.caseId, version: letter.version, ...letter.payload }),
    signal: AbortSignal.timeout(10_000),
    redirect: 'error',
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`webhook answered ${response.status}`);
}
