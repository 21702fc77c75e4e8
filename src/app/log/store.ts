import { join } from 'node:path';
import { tileFolder } from '../../store/tile-folder.ts';
import { tileBucket } from '../../store/tile-s3.ts';
import type { TileStore } from '../../store/tile-store.ts';
import type { S3Address } from '../settings.ts';

/** Where the settings keep the public files of the log. */
export function tileStoreOf(of: {
  readonly dataDir: string;
  readonly store: 'folder' | 's3';
  readonly s3: S3Address | undefined;
}): TileStore {
  if (of.store === 's3' && of.s3) return tileBucket({ ...of.s3, prefix: 'log/' });
  return tileFolder(join(of.dataDir, 'log'));
}
