/** `notScanned`: no scanner is set; `unavailable`: it gave no clear answer. An infected file is
 *  never kept. */
export type ScanState = 'clean' | 'unavailable' | 'notScanned';

export interface FileSignature {
  readonly kind: 'none' | 'scan' | 'digital';
  /** Absent: carries a signature that this machine has not verified. */
  readonly valid?: boolean;
  readonly signer?: string;
  /** The time-stamp of a signature that verifies; nobody checked who its authority is. */
  readonly stamped?: SignatureStamp;
}

/** Time: RFC 3339, offset of Asia/Shanghai. A type, not an interface, so that it counts as JSON. */
export type SignatureStamp = { readonly time: string; readonly authority: string };

/** What acts and screens know of a file. */
export interface FileFacts {
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Media type by content. */
  readonly type: string;
  /** Hex. */
  readonly sha256: string;
  /** Hex. */
  readonly sm3: string;
  readonly scan: ScanState;
  readonly signature: FileSignature;
  readonly uploadedBy: string;
  readonly org: string | null;
}

/** A row of `file` as the driver returns it: bigint as text, bytea as Buffer, jsonb parsed. */
export interface FileRow {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly size: string | number;
  readonly type: string;
  readonly sha256: Buffer;
  readonly sm3: Buffer;
  readonly scan: ScanState;
  readonly signature: FileSignature;
  readonly uploaded_by: string;
  readonly org: string | null;
}

export function factsOf(row: FileRow): FileFacts {
  return {
    id: row.id,
    name: row.name,
    size: Number(row.size),
    type: row.type,
    sha256: row.sha256.toString('hex'),
    sm3: row.sm3.toString('hex'),
    scan: row.scan,
    signature: row.signature,
    uploadedBy: row.uploaded_by,
    org: row.org,
  };
}
