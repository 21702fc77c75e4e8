/** Where the public files of the log are kept; a static server can hand them out. Paths are those of
 *  C2SP tlog-tiles, relative, with `/`. */
export interface TileStore {
  /** Undefined when there is no such file. */
  read(path: string): Promise<Buffer | undefined>;
  /** All of them, safe from power loss once this resolves; a file that is there is replaced whole. */
  write(files: readonly TileFile[]): Promise<void>;
  /** Removes a folder of partial tiles that a full one has replaced. */
  removeFolder(path: string): Promise<void>;
  /** Bytes that can still be written; Infinity where nobody knows. */
  room(): Promise<number>;
}

export interface TileFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}
