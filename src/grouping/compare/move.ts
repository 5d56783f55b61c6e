import type { SchemeDocument } from '../../schemes/scheme-document.js';
import type { CaseFacts } from '../interpreter/case-facts.js';
import type { Decision } from '../interpreter/walk-scheme.js';
import type { MoveReason } from './move-reasons.js';

/** Why a case moved. */
export interface Move {
  readonly reason: MoveReason;
  /** The codes, rules and conditions it is about, in signs that need no language: `J18.900: ES3 → ET1`. */
  readonly detail: string;
}

/** A case before one of the two schemes. */
export interface Side {
  readonly document: SchemeDocument;
  readonly facts: CaseFacts;
  readonly decision: Decision | undefined;
}
