import { Hono, type Context } from 'hono';
import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { chainEntryAt } from '../../app/log/chain-entries.ts';
import { chainHeads } from '../../app/log/chain-heads.ts';
import { proofFile } from '../../app/log/proofs.ts';
import { parseProof, formatProof } from '../../log/proof-file.ts';
import { chainPage } from '../../web/portal/chain/chain.ts';
import { chainEntryPage } from '../../web/portal/chain/chain-entry.ts';
import { demand } from '../limits.ts';
import { placeIn } from './place.ts';
import { chainData, chainEntryData, treeAsked } from './chain-data.ts';
import type { Show } from './view.ts';
import type { Env, Services } from '../services.ts';

/** `/chain`: pages over the log's public files, and evidence that holds both entry and proof. */
export function chainRoutes(
  show: Show,
  services: Pick<Services, 'house' | 'limits' | 'log'>,
): Hono<Env> {
  const { limits, log } = services;
  const indexOf = (c: Context<Env>): number => placeIn(c.req.param('index')) ?? Infinity;
  const entryAt = async (index: number) => {
    const { published } = await chainHeads(log.store);
    return chainEntryAt(log.store, index, published);
  };
  return new Hono<Env>()
    .get(
      '/chain',
      show(async (view, asked) => chainPage(view, await chainData(services, asked))),
    )
    .get(
      '/chain/:index',
      show(async (view, asked, c) => {
        const data = await chainEntryData(services, indexOf(c), treeAsked(asked));
        return data && chainEntryPage(view, data);
      }),
    )
    .get('/chain/:index/:file{(?:sha256|sm3)\\.tlog-proof|entry\\.json}', async (c) => {
      demand(limits.public, c.get('client'));
      const index = indexOf(c);
      const entry = await entryAt(index);
      if (!entry) throw new Refused(notOnLog());
      const file = c.req.param('file');
      if (file === 'entry.json') {
        return download(entry.bytes, 'application/json', `entry-${index}.json`);
      }
      const suite = file === 'sm3.tlog-proof' ? 'sm3' : 'sha256';
      const proof = parseProof((await proofFile(log, suite, index)) ?? '');
      if (!proof) throw new Refused(notOnLog());
      // The entry goes along as extra data: the proof itself tells whether it is the right one.
      const whole = formatProof({ ...proof, extra: entry.bytes });
      return download(Buffer.from(whole), 'text/plain; charset=utf-8', `entry-${index}-${file}`);
    });
}

const download = (bytes: Uint8Array, type: string, name: string): Response =>
  new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    },
  });

const notOnLog = () =>
  refuse(
    'NOT_ON_LOG',
    text('目录链中没有这一条记录。', 'The log has no such entry.'),
    [],
    'unknown',
  );
