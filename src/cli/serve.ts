import { isEmpty } from '../app/demo/clock.ts';
import { orThrow } from '../base/refusal.ts';
import { readSettings } from '../app/settings.ts';
import { httpApp } from '../http/app.ts';
import { openServices } from '../http/open-services.ts';
import { runnerOf } from '../store/transaction.ts';
import { playCity } from './demo-city.ts';
import { demoClient } from './demo-client.ts';
import { listen } from './listen.ts';

/** Serves the register until SIGTERM or SIGINT. */
export async function serve(): Promise<number> {
  const settings = orThrow(readSettings(process.env));
  const opened = await openServices(settings);
  const app = httpApp(opened.services);
  const ready = (url: string): void => {
    opened.listeningAt(url);
    console.log(`shuji ready ${url}`);
  };
  try {
    if (settings.demoCity && (await isEmpty(runnerOf(opened.services.house.pool)))) {
      console.log(
        '首次启动：正在演出此前两个月的登记，约十秒。First start: playing two months of work.',
      );
      // A demonstration that is half played is still one: what went wrong is said, and it is served.
      await playCity(demoClient(async (path, init) => app.request(path, init))).catch(
        (error: unknown) => console.error('没有演完 Not played to its end:', error),
      );
    }
    const { fetch } = app;
    await listen({ fetch, host: settings.host, port: settings.port, ready });
  } finally {
    await opened.close();
  }
  return 0;
}
