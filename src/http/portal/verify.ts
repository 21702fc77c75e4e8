import { Hono, type Context } from 'hono';
import { Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { EntryRow } from '../../app/public/public.ts';
import type { Verification } from '../../app/papers/results.ts';
import { typedCode } from '../../web/scan/typed-code.ts';
import { offlinePage } from '../../web/portal/verify/offline.ts';
import { verifyPage, type VerifyData } from '../../web/portal/verify/verify.ts';
import { sorted } from '../../web/verifier/given.ts';
import { plainName } from '../../web/verifier/names.ts';
import type { Report } from '../../web/verifier/report.ts';
import { trusted, type Trust } from '../../web/verifier/trust.ts';
import { verify } from '../../web/verifier/verify.ts';
import { builtPage } from '../built-page.ts';
import { demand } from '../limits.ts';
import { codedSeal } from './chain-data.ts';
import { plainEntry } from './data.ts';
import type { Show } from './view.ts';
import { STATUS } from '../problem.ts';
import type { Env, Services } from '../services.ts';
import { readUpload } from '../upload.ts';
import { inlined, trustOf, verifierAssets, verifierScript } from '../verifier.ts';

const VERIFY_BYTES = 20 * 1_048_576;
/** What is not one of our documents is checked here only while it is small: it costs as much as it is
 *  long, and the browser can do it as well. */
const OTHER_BYTES = 256 * 1024;

const scans = builtPage('scan');

type VerifyServices = Pick<Services, 'house' | 'log' | 'results' | 'limits' | 'publicUrl'>;
type Asked = Partial<Pick<VerifyData, 'code' | 'file' | 'note' | 'trouble' | 'report'>>;

/** `/verify`: by code, by QR code, by file; and the page to keep for offline use. */
export function verifyRoutes(show: Show, services: VerifyServices): Hono<Env> {
  const { house, results, limits } = services;

  async function page(asked: Asked, result: Verification | null = null): Promise<VerifyData> {
    const row = result?.entry as unknown as EntryRow | null | undefined;
    return {
      code: '',
      file: null,
      note: null,
      trouble: null,
      report: null,
      ...asked,
      result,
      entry: row ? plainEntry(house, row) : null,
      end: row?.life.ends.at(-1) ?? null,
      seal: row ? await codedSeal(services, row.id) : null,
      trust: await trustOf(services),
      script: verifierScript(),
      scan: scans.script(),
    };
  }

  /** What is sent: a document of ours is checked against the register as well, anything else by itself. */
  async function sent(bytes: Uint8Array, name: string): Promise<VerifyData> {
    const file = plainName(name);
    const given = sorted([{ name: file, bytes }]);
    if (given.archives.length > 0) return page({ trouble: ARCHIVE });
    const document = given.pdfs.length + given.credentials.length > 0;
    const known = document || given.unknown.length + given.pictures.length === 0;
    if (known && !document && bytes.length > OTHER_BYTES) return page({ trouble: TOO_LONG });
    const report = known ? await firstReport(bytes, file, await trustOf(services)) : null;
    if (known && !document) return page({ file, report });
    return page({ file, report }, await results.verifyFile(bytes));
  }

  return new Hono<Env>()
    .route('/', verifierAssets())
    .route('/', scans.assets())
    .get(
      '/verify',
      show(async (view, asked) => {
        const typed = asked('code') ?? '';
        const { code, note, trouble } = typedCode(typed, [services.publicUrl]);
        const result = code === '' ? null : await results.verifyCode(code);
        return verifyPage(view, await page({ code, note, trouble }, result));
      }),
    )
    .post('/verify', async (asked: Context<Env>) => {
      const answer = await show(async (view, _asked, c) => {
        demand(limits.uploads, c.get('client'));
        try {
          const { bytes, name } = await readUpload(c.req.raw, {
            client: c.get('client'),
            most: VERIFY_BYTES,
          });
          return verifyPage(view, await sent(bytes, name));
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          const { sentence, kind } = error.refusal;
          return {
            page: verifyPage(view, await page({ trouble: sentence })),
            status: STATUS[kind],
          };
        }
      })(asked);
      // Whoever goes back to it is not asked to send the file again; with another cookie it is not shown.
      answer.headers.set('cache-control', 'private, no-cache');
      return answer;
    })
    .get(
      '/verify/offline.html',
      show(async (view, _asked, c) => {
        const inside = inlined();
        if (!inside) return undefined;
        c.header('content-disposition', 'attachment; filename="shuji-verify.html"');
        return offlinePage(view, await trustOf(services), inside);
      }),
    );
}

async function firstReport(bytes: Uint8Array, name: string, trust: Trust): Promise<Report | null> {
  const [report] = await verify([{ name, bytes }], trusted(trust));
  return report ?? null;
}

const ARCHIVE = text(
  '事项存档（ZIP）请在允许脚本的浏览器里选择，选好就在本机核对；或者用命令行 shuji verify archive。',
  'Choose a case archive (ZIP) in a browser that allows scripts, where it is checked at once; or use “shuji verify archive”.',
);
const TOO_LONG = text(
  '这类文件超过 256 KB，请在允许脚本的浏览器里选择，选好就在本机核对。',
  'A file of this kind over 256 KB is checked in a browser that allows scripts: choose it there.',
);
