import type { Text } from './errors.js';

/** Something a reader should know about a scheme, a policy or a weight table; an error forbids its use. */
export interface Finding extends Text {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  /** Where: a file and line, a path in a policy, a group. */
  readonly path: string;
  /** File and line (or sheet and row) that it was read from, where `path` only names a thing. */
  readonly place?: string;
}
