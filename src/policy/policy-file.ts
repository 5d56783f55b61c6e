import type { Day } from '../kernel/day.js';
import type { ValuePath } from './policy-path.js';

/** A policy document that has been read and checked, values by date not yet resolved. */
export interface PolicyFile {
  readonly path: string;
  /** Where tables named in the policy are looked for. */
  readonly folder: string;
  /** The document as written; plain data. */
  readonly document: unknown;
  /** "file:line" of a value as it holds on a day. */
  readonly place: (path: ValuePath, day?: Day) => string;
}
