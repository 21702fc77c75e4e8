import { BlockList, isIP } from 'node:net';

/** How many hops of a forwarding header are looked at; what is longer was made up. */
const HOPS = 20;

/** The proxies whose word about the caller is taken: addresses or ranges, such as 10.0.0.0/8. */
export type TrustedProxies = BlockList;

/** Reads a list separated by commas; null when an entry is neither an address nor a range. */
export function trustedProxies(list: string | undefined): TrustedProxies | null | undefined {
  if (list === undefined) return undefined;
  const trusted = new BlockList();
  for (const entry of list.split(',').map((each) => each.trim())) {
    if (entry === '') continue;
    const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
    const family = familyOf(address);
    if (family === undefined) return null;
    const most = family === 'ipv4' ? 32 : 128;
    const length = bits === undefined ? most : Number(bits);
    // A range of everything would let every caller name its own address.
    if (length < 1 || length > most) return null;
    trusted.addSubnet(address, length, family);
  }
  return trusted;
}

/** The caller's address: the socket's, or, where that is a trusted proxy, the last address of
 *  `X-Forwarded-For` that is not one. What stands left of it anybody may have written. */
export function clientAddress(
  socket: string,
  forwarded: string | undefined,
  trusted: TrustedProxies | undefined,
): string {
  let client = plain(socket);
  const hops = forwarded?.split(',').slice(-HOPS) ?? [];
  while (isTrusted(trusted, client)) {
    const next = plain(hops.pop()?.trim() ?? '');
    if (familyOf(next) === undefined) break;
    client = next;
  }
  return client;
}

/** An IPv4 address that a socket for both families shows as ::ffff:a.b.c.d is the same caller. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

function isTrusted(trusted: TrustedProxies | undefined, address: string): boolean {
  const family = familyOf(address);
  return family !== undefined && trusted?.check(address, family) === true;
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6';
}
