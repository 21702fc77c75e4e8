import { text, type Text } from '../../../base/text.ts';
import { textOf } from '../../../log/bytes.ts';
import { checkCase } from '../check-case.ts';
import { checkCredential } from '../check-credential.ts';
import { shortTime, wordsFor } from '../entry-view.ts';
import { plainName } from '../names.ts';
import {
  asIs,
  check,
  reportOf,
  type Check,
  type CheckId,
  type Fact,
  type Report,
} from '../report.ts';
import { runningHash } from '../running-hash.ts';
import { checkSheet } from '../sheet/check-sheet.ts';
import type { Source } from '../source.ts';
import type { Trusted } from '../trust.ts';
import { manifestIn, manifestSigners, type Manifest } from './manifest.ts';
import { zipParts, type ZipPart } from './zip-parts.ts';

const SUBJECT = text('事项存档（ZIP）', 'A case archive (ZIP)');
const LIMIT_BYTES = 400 * 1_048_576;
const SMALL = 8 * 1_048_576;
const READ_MAX = 64 * 1_048_576;
const CHUNK = 1_048_576;
const LISTED = 20;
const OWN = ['manifest.json', 'manifest.sig'];
const PAGE = /^case\/\d{3}\.json$/;

type Parts = ReadonlyMap<string, ZipPart>;

const only = (sentence: Text): Report =>
  reportOf(SUBJECT, [check('intact', 'fail', sentence)], [], ['intact']);

const NOT_OURS = text(
  '这个 ZIP 不是本平台导出的事项存档，没有展开。',
  'This ZIP is no case archive of this platform and was not unpacked.',
);
const TOO_LARGE = text(
  '存档超过 400 MB，没有读。',
  'The archive has more than 400 MB and was not read.',
);
const BEYOND = text(
  '这里核对存档完整、各步在链上、确认单和凭证真实；每一步办得合不合规则、材料与事项所记是否相符，用命令行 shuji verify archive 核对。登记是否仍然有效，请按登记码查询。',
  'Checked here: that the archive is whole, each step on the log, the sheet and credential genuine. Whether each step followed the rules, and the files are those the case names, “shuji verify archive” tells; whether the registration stands now, the register does.',
);

async function digestOf(source: Source, { from, size }: ZipPart): Promise<string> {
  const hash = runningHash('sha256');
  for (let at = 0; at < size; at += CHUNK) {
    hash.update(await source.read(from + at, Math.min(CHUNK, size - at)));
  }
  return hash.hex();
}

/** Names of parts that are not as the manifest says: altered, missing, or of nobody. */
async function differing(
  source: Source,
  parts: Parts,
  manifest: Manifest,
): Promise<readonly Text[]> {
  const faults: Text[] = [];
  const named = new Set(OWN);
  for (const { name, size, sha256 } of manifest.parts) {
    const [part, shown] = [parts.get(name), plainName(name)];
    named.add(name);
    if (!part) faults.push(text(`缺少“${shown}”`, `“${shown}” is missing`));
    else if (part.size !== size || (await digestOf(source, part)) !== sha256)
      faults.push(text(`“${shown}”被改动`, `“${shown}” was altered`));
  }
  for (const name of parts.keys()) {
    const shown = plainName(name);
    if (!named.has(name)) faults.push(text(`多出“${shown}”`, `“${shown}” does not belong there`));
  }
  return faults;
}

function intact(faults: readonly Text[], count: number): Check {
  const [first] = faults;
  return first === undefined
    ? check(
        'intact',
        'pass',
        text(`${count} 个部分都与清单相符。`, `All ${count} parts are as listed.`),
      )
    : check(
        'intact',
        'fail',
        text(`存档被改动：${first.zh}。`, `The archive was altered: ${first.en}.`),
        faults.slice(0, LISTED),
      );
}

function signature(signers: ReadonlySet<string> | undefined): Check {
  const both = signers?.has('ed25519') && signers.has('sm2-sm3');
  return both
    ? check('signature', 'pass', text('清单的签名真实。', 'The list is genuinely signed.'))
    : check(
        'signature',
        'fail',
        text(
          '清单不是这里信任的平台签名的，或者签名不符。',
          'The list is not signed by a platform trusted here, or falsely.',
        ),
      );
}

/** The worst that any of the reports says on a question. */
function worst(id: CheckId, reports: readonly Report[]): readonly Check[] {
  const order = ['fail', 'absent', 'caution', 'pass'];
  const found = reports.flatMap(({ checks }) => checks.filter((one) => one.id === id));
  return found.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state)).slice(0, 1);
}

const facts = (manifest: Manifest, { words }: Trusted): readonly Fact[] => [
  { label: text('事项', 'Case'), value: asIs(plainName(manifest.caseId)) },
  { label: text('程序', 'Procedure'), value: wordsFor(words, plainName(manifest.procedure)) },
  { label: text('导出时间', 'Exported at'), value: asIs(shortTime(manifest.createdAt)) },
  { label: text('材料文件', 'Files'), value: asIs(String(manifest.files)) },
  { label: text('相关事项', 'Related cases'), value: asIs(String(manifest.related)) },
];

/** An archive of a case: whole and signed, its steps on the log, its results genuine. What in it does not
 *  hold is reported by itself behind. */
export async function checkArchive(source: Source, trusted: Trusted): Promise<readonly Report[]> {
  if (source.size > LIMIT_BYTES) return [only(TOO_LARGE)];
  const parts = await zipParts(source);
  const bytesOf = async (name: string, most = SMALL): Promise<Uint8Array | undefined> => {
    const part = parts?.get(name);
    return part && part.size <= most ? source.read(part.from, part.size) : undefined;
  };
  const listed = await bytesOf('manifest.json');
  const manifest = listed && manifestIn(listed);
  if (!parts || !listed || !manifest) return [only(NOT_OURS)];
  const signed = textOf((await bytesOf('manifest.sig')) ?? new Uint8Array()) ?? '';
  const signers = await manifestSigners(manifest.origin, listed, signed, trusted);
  const own = [
    intact(await differing(source, parts, manifest), manifest.parts.length),
    signature(signers),
  ];
  const pages: Report[] = [];
  for (const name of [...parts.keys()].filter((one) => PAGE.test(one)).toSorted()) {
    pages.push(
      await checkCase(textOf((await bytesOf(name, READ_MAX)) ?? new Uint8Array()) ?? '', trusted),
    );
  }
  const [sheet, credential] = [
    await bytesOf('results/sheet.pdf'),
    textOf((await bytesOf('results/credential.json')) ?? new Uint8Array()) ?? '',
  ];
  const results = [
    ...(sheet ? [await checkSheet(sheet, trusted)] : []),
    ...(credential === '' ? [] : [await checkCredential(credential, trusted)]),
  ];
  const inside = [...pages, ...results];
  const broken = inside.filter(({ outcome }) => outcome === 'broken');
  const checks = [
    ...own,
    ...(['logged', 'witnessed', 'suites'] as const).flatMap((id) => worst(id, inside)),
    ...worst('timestamp', results.slice(0, 1)),
    ...worst('code', results.length > 0 ? results : pages),
  ];
  const report = reportOf(
    SUBJECT,
    checks,
    facts(manifest, trusted),
    ['intact', 'signature', 'logged'],
    BEYOND,
    pages.at(-1)?.ways,
  );
  const [first] = broken;
  const answer =
    first === undefined || report.outcome === 'broken'
      ? report
      : { ...report, outcome: first.outcome, headline: first.headline, answer: first.answer };
  const code = results.find((one) => one.code !== undefined)?.code;
  return [{ ...answer, code }, ...broken];
}
