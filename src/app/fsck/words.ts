import type { SuiteId } from '../../log/suite.ts';

/** What is wrong with a file of the log. */
export type FaultKind =
  | 'missing'
  | 'unreadable'
  | 'malformed'
  /** Not what the other files give. */
  | 'differs'
  /** The tree gives another root than this head names. */
  | 'otherRoot'
  | 'otherName'
  | 'falseSignature'
  | 'unsigned'
  | 'unknownSignature'
  | 'noQuorum'
  /** Of a larger tree than the newest head. */
  | 'ahead'
  /** The head of the SM3 tree does not name the root of the other. */
  | 'unbound';

export interface FsckFault {
  readonly path: string;
  readonly what: FaultKind;
}

/** What was not checked, and why that is no fault. */
export type RemarkKind =
  /** Left by a write that was interrupted; nobody is given it. */
  | 'draft'
  /** Belongs to entries that no head covers yet. */
  | 'notYet'
  | 'stranger'
  /** Nobody signs it: it holds what its owner says. */
  | 'byItsOwner'
  /** A token that no entry speaks of yet: what of it nobody signs could be another. */
  | 'notRecorded'
  /** A receipt of another chain, which is asked there. */
  | 'elsewhere'
  | 'noKeyGiven'
  | 'unknownSignature';

export interface FsckRemark {
  readonly path: string;
  readonly why: RemarkKind;
}

/** One tree of the log and how far it is audited. */
export interface TreeAt {
  readonly suite: SuiteId;
  readonly size: number;
}

export type Report = (path: string, what: FaultKind) => void;

export interface Fsck {
  readonly origin: string;
  readonly trees: readonly TreeAt[];
  readonly witnessed: readonly TreeAt[];
  readonly files: number;
  readonly bytes: number;
  readonly faulty: number;
  /** The first hundred by name, each file once for each of its faults. */
  readonly faults: readonly FsckFault[];
  readonly remarked: number;
  readonly remarks: readonly FsckRemark[];
}
