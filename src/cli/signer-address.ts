import { isIP } from 'node:net';

/** Where a signing service listens. */
export type Listening =
  | { readonly path: string }
  | { readonly host: string; readonly port: number };

/** `HOST:PORT`, `[IPV6]:PORT` or `unix:PATH`; undefined for anything else. */
export function listeningOf(address: string): Listening | undefined {
  const path = /^unix:(\/[^\0:]{1,100})$/.exec(address)?.[1];
  if (path !== undefined) return { path };
  const [, six, name, digits] = /^(?:\[([0-9a-f:.]+)\]|([\w.-]+)):(\d{1,5})$/i.exec(address) ?? [];
  const host = six ?? name;
  const port = Number(digits);
  if (host === undefined || port > 65_535 || (six !== undefined && isIP(six) !== 6))
    return undefined;
  return { host, port };
}

/** Whether only programs of this machine can reach it. */
export function isLocal(at: Listening): boolean {
  if ('path' in at) return true;
  const { host } = at;
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
