import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';

const depositSchema = z.object({
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.number().int().min(0),
  key: z.string().min(8).max(200),
});

interface Block {
  readonly height: number;
  readonly previous: string;
  readonly digest: string;
  readonly key: string;
  readonly at: string;
}

const BLOCKS_MAX = 100_000;

/** Stands in for the gateway of another chain (`app/log/foreign-chain.ts`) where one is to be shown or
 *  tested: blocks that name the one before, in memory, of no evidential worth whatever. */
export function chainSimulator(now: () => Date): Hono {
  const blocks = new Map<string, Block>();
  const byKey = new Map<string, string>();
  let tip = '0'.repeat(64);
  const receipt = (transaction: string) => {
    const { height = 0, at = null } = blocks.get(transaction) ?? {};
    return { transaction, height, at };
  };
  const app = new Hono();
  app.post('/deposits', async (c) => {
    const asked = depositSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!asked.success) return c.json({ error: 'malformed' }, 400);
    const { digest, key } = asked.data;
    const known = byKey.get(key);
    if (known !== undefined) return c.json(receipt(known), 200);
    if (blocks.size >= BLOCKS_MAX) return c.json({ error: 'full' }, 503);
    const at = now().toISOString();
    const block = { height: blocks.size + 1, previous: tip, digest, key, at };
    tip = createHash('sha256').update(JSON.stringify(block)).digest('hex');
    blocks.set(tip, block);
    byKey.set(key, tip);
    return c.json(receipt(tip), 201);
  });
  app.get('/deposits/:transaction', (c) => {
    const block = blocks.get(c.req.param('transaction'));
    return block ? c.json(block) : c.json({ error: 'unknown' }, 404);
  });
  return app;
}
