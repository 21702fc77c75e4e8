import { chainSimulator } from '../http/chain-simulator.ts';
import { listen } from './listen.ts';

/** Serves the stand-in for another chain's gateway, for demonstrations of SHUJI_CHAIN_GATEWAY_URL. */
export async function simulateChain(): Promise<number> {
  const port = Number(process.env['PORT'] ?? 8430);
  const app = chainSimulator(() => new Date());
  const ready = (url: string): void => console.log(`shuji chain-simulator ready ${url}`);
  await listen({ fetch: app.fetch, host: '127.0.0.1', port, ready });
  return 0;
}
