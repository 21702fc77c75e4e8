import { orThrow } from '../base/refusal.ts';
import { readSettings } from '../app/settings.ts';
import { httpApp } from '../http/app.ts';
import { openServices } from '../http/open-services.ts';
import { listen } from './listen.ts';

/** Serves the register until SIGTERM or SIGINT. */
export async function serve(): Promise<number> {
  const settings = orThrow(readSettings(process.env));
  const opened = await openServices(settings);
  const { fetch } = httpApp(opened.services);
  const ready = (url: string): void => {
    opened.listeningAt(url);
    console.log(`shuji ready ${url}`);
  };
  try {
    await listen({ fetch, host: settings.host, port: settings.port, ready });
  } finally {
    await opened.close();
  }
  return 0;
}
