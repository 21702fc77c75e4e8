import { z } from 'zod';

/** What stands in the archive of a case, a ZIP file whose parts are stored as they are:
 *  `README.txt`, `index.html` and `history.json` to be read, `case/<n>.json` as `shuji-case-v1` with the
 *  proofs, `rules/<pack>.json`, `keys.json`, `files/<id>[.ext]`, `results/sheet.pdf`,
 *  `results/credential.json`, `related/<case>.zip`, then `manifest.json` with a digest of each and
 *  `manifest.sig`, a signed note over it. */
export const ARCHIVE_FORMAT = 'shuji-archive-v1';

export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig';
export const KEYS = 'keys.json';
export const SHEET = 'results/sheet.pdf';
export const CREDENTIAL = 'results/credential.json';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
export const PAGE_PART = /^case\/\d{3}\.json$/;
export const RULES_PART = /^rules\/([a-z][a-z0-9-]{1,59})\.json$/;
export const FILE_PART = new RegExp(`^files/(${UUID})(?:\\.[a-z0-9]{1,10})?$`);
export const RELATED_PART = new RegExp(`^related/(${UUID})\\.zip$`);
const PLAIN = ['README.txt', 'index.html', 'history.json', KEYS, SHEET, CREDENTIAL];

/** Whether an archive may hold a part of this name, beside its manifest. */
export const isPartName = (name: string): boolean =>
  PLAIN.includes(name) ||
  [PAGE_PART, RULES_PART, FILE_PART, RELATED_PART].some((shape) => shape.test(name));

/** Bounds of the archive as a whole; larger cases are given without their files. */
export const ARCHIVE_MAX = 400 * 1_048_576;
export const PARTS_MAX = 1_500;
/** A related case is an archive within the archive, held in memory while it is made. */
export const RELATED_MAX = 20;
export const RELATED_BYTES_MAX = 32 * 1_048_576;

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const words = z.string().max(300);

export const manifestSchema = z.strictObject({
  format: z.literal(ARCHIVE_FORMAT),
  origin: words,
  caseId: z.uuid(),
  procedure: words,
  jurisdiction: words,
  createdAt: words,
  /** As what the case was read: `office`, places in the case, roles of supervisors. */
  audience: z.array(words).max(50),
  parts: z
    .array(z.strictObject({ name: words, size: z.int().min(0), sha256: digest }))
    .max(PARTS_MAX),
  /** Files of the case, with what they were called. */
  files: z
    .array(
      z.strictObject({
        id: z.uuid(),
        part: words,
        name: words,
        type: words,
        size: z.int().min(0),
        sha256: digest,
        sm3: digest,
      }),
    )
    .max(PARTS_MAX),
  related: z
    .array(z.strictObject({ caseId: z.uuid(), procedure: words, part: words }))
    .max(RELATED_MAX),
});

export type ArchiveManifest = Readonly<z.infer<typeof manifestSchema>>;
export type ArchivedFile = ArchiveManifest['files'][number];
