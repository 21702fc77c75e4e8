import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { orThrow, refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { readSettings } from '../app/settings.ts';
import { openSigner } from '../app/log/signer.ts';
import { signerRoutes } from '../http/signer.ts';
import { isLocal, listeningOf, type Listening } from './signer-address.ts';

const USAGE = `shuji signer [ADDRESS]   签名服务：替登记机保管密钥 guards the keys for the register
  ADDRESS: 127.0.0.1:8421（缺省 default） | HOST:PORT | unix:/run/shuji/signer.sock
  密钥先用 shuji keys new SCHEME --origin ORIGIN 生成，DATA_DIR 与登记机的分开
  its keys are made with that command, in a DATA_DIR of their own`;

/** Serves signatures until SIGTERM or SIGINT. */
export async function signer(args: readonly string[]): Promise<number> {
  const at = listeningOf(args[0] ?? '127.0.0.1:8421');
  if (!at || args.length > 1) {
    console.error(USAGE);
    return 2;
  }
  const settings = orThrow(readSettings(process.env));
  const token = settings.log.signerToken;
  if (!isLocal(at) && token === undefined) throw new Refused(needsToken());
  const service = openSigner(settings);
  try {
    const app = signerRoutes(service, token, (error) => console.error(error));
    const server = createAdaptorServer({ fetch: app.fetch });
    await listen(server, at);
    const base = said(server, at);
    console.log(`shuji signer ready ${base}`);
    for (const { keyId, vkey } of service.keys) console.log(`${base}/sign/${keyId} ${vkey}`);
    const asked = ['SIGTERM', 'SIGINT'].map((signal) => once(process, signal));
    await Promise.race(asked);
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      if ('closeIdleConnections' in server) server.closeIdleConnections();
      // Whoever keeps a connection open for longer than this is cut off.
      setTimeout(resolve, 2000).unref();
    });
    return 0;
  } finally {
    await service.close();
  }
}

function said(server: ServerType, at: Listening): string {
  if ('path' in at) return `unix:${at.path}:`;
  const { port } = server.address() as AddressInfo;
  return `http://${at.host.includes(':') ? `[${at.host}]` : at.host}:${port}`;
}

async function listen(server: ServerType, at: Listening): Promise<void> {
  if ('path' in at && (await isLeftOver(at.path))) rmSync(at.path);
  // Only its own user may write to the socket.
  const before = 'path' in at ? process.umask(0o177) : undefined;
  try {
    server.listen(at);
    await once(server, 'listening');
  } catch (error) {
    throw new Refused(notListening(error instanceof Error ? error.message : String(error)));
  } finally {
    if (before !== undefined) process.umask(before);
  }
}

/** Whether the socket is one that a killed process left behind: it is there and nobody answers. */
function isLeftOver(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const trying = connect(path);
    trying.once('connect', () => {
      trying.destroy();
      resolve(false);
    });
    trying.once('error', (error) => resolve('code' in error && error.code === 'ECONNREFUSED'));
  });
}

const needsToken = () =>
  refuse(
    'SIGNER_NEEDS_TOKEN',
    text(
      '签名服务只在本机监听；要让其他机器访问，须设置 SHUJI_SIGNER_TOKEN。',
      'The signing service listens to its own machine only; to be reached from another, SHUJI_SIGNER_TOKEN must be set.',
    ),
  );

const notListening = (why: string) =>
  refuse('SIGNER_CANNOT_LISTEN', text(`不能监听：${why}`, `Cannot listen: ${why}`));
