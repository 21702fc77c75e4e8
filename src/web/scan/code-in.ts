import { isCode } from './known-codes.ts';

/** What is in a QR code, or was pasted: a code of this register, or something else, which is only shown. */
export type Scanned =
  | { readonly code: string }
  | {
      readonly code: null;
      /** Of the address it points to; null where it is no address. */
      readonly host: string | null;
    };

const LONG = 1000;
const ENTRY = /^\/registrations\/([^/]{1,200})$/;

function addressIn(written: string): URL | undefined {
  const visible = written.length <= LONG && /^https?:\/\/[\x21-\x7e]+$/i.test(written);
  return visible && URL.canParse(written) ? new URL(written) : undefined;
}

function codeAt({ pathname, searchParams }: URL): string | null {
  if (pathname === '/verify') return searchParams.get('code');
  const [, code] = ENTRY.exec(pathname) ?? [];
  try {
    return code === undefined ? null : decodeURIComponent(code);
  } catch {
    return null;
  }
}

/** Takes a bare code, or one in an address of this very site (`origins`) that is one of its pages for
 *  codes; nothing else, and never the address itself. */
export function codeIn(given: string, origins: readonly string[]): Scanned {
  const written = given.trim();
  if (isCode(written)) return { code: written };
  const address = addressIn(written);
  if (address === undefined) return { code: null, host: null };
  const own =
    origins.includes(address.origin) && address.username === '' && address.password === '';
  const code = own ? codeAt(address) : null;
  return code !== null && isCode(code) ? { code } : { code: null, host: address.host };
}
