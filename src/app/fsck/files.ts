import { HASH_BYTES, type SuiteId } from '../../log/suite.ts';
import { entriesPath, TILE_WIDTH, tilePath, type TilePlace } from '../../log/tile.ts';
import { prefixOf } from '../log/emit.ts';
import type { Stamp } from './diary.ts';
import type { TileFound } from './tile.ts';
import type { FsckFault, Report } from './words.ts';
import { Unreadable, type LogSource } from '../log/source.ts';

/** A source that counts what is read from it and notes what cannot be had. */
export interface Auditing {
  readonly report: Report;
  /** Notes what the log says of its tokens. */
  readonly stamped: (stamps: readonly Stamp[]) => void;
  read(path: string): Promise<Uint8Array | undefined>;
  /** Whether something is already known to be wrong with this file. */
  isFaulty(path: string): boolean;
  /** Takes over what another part of the audit found. */
  add(other: Audited): void;
  done(): Audited;
}

export interface Audited {
  readonly files: number;
  readonly bytes: number;
  /** Each file once for each of its faults. */
  readonly faults: readonly FsckFault[];
  /** Tokens the entries speak of. */
  readonly stamps: readonly Stamp[];
}

export function auditing(source: LogSource): Auditing {
  const faults = new Map<string, FsckFault>();
  const faulty = new Set<string>();
  const stamps: Stamp[] = [];
  let files = 0;
  let bytes = 0;
  const report: Report = (path, what) => {
    faults.set(`${what} ${path}`, { path, what });
    faulty.add(path);
  };
  const stamped = (more: readonly Stamp[]): void => {
    stamps.push(...more);
  };
  return {
    report,
    stamped,
    async read(path) {
      try {
        const read = await source.read(path);
        if (read) files += 1;
        bytes += read?.length ?? 0;
        return read;
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        report(path, 'unreadable');
        return undefined;
      }
    },
    isFaulty: (path) => faulty.has(path),
    add(other) {
      files += other.files;
      bytes += other.bytes;
      for (const { path, what } of other.faults) report(path, what);
      stamped(other.stamps);
    },
    done: () => ({ files, bytes, faults: [...faults.values()], stamps }),
  };
}

interface Found extends TileFound {
  /** How many the file holds: 256 where a partial file has given way to the full one. */
  readonly held: number;
}

async function partOrWhole(
  a: Auditing,
  width: number,
  pathAt: (width: number) => string,
): Promise<Found> {
  const path = pathAt(width);
  for (const held of width === TILE_WIDTH ? [width] : [width, TILE_WIDTH]) {
    const bytes = await a.read(pathAt(held));
    if (bytes) return { path: pathAt(held), bytes, held };
  }
  a.report(path, 'missing');
  return { path, bytes: undefined, held: width };
}

/** The bytes of a tile, and only if they have its length. */
export async function tileAt(a: Auditing, suite: SuiteId, place: TilePlace): Promise<TileFound> {
  const pathAt = (width: number): string => prefixOf(suite) + tilePath({ ...place, width });
  const { path, bytes, held } = await partOrWhole(a, place.width, pathAt);
  if (!bytes) return { path, bytes };
  if (bytes.length === held * HASH_BYTES) {
    return { path, bytes: bytes.subarray(0, place.width * HASH_BYTES) };
  }
  a.report(path, 'malformed');
  return { path, bytes: undefined };
}

export const bundleAt = (a: Auditing, index: number, width: number): Promise<Found> =>
  partOrWhole(a, width, (held) => entriesPath(index, held));
