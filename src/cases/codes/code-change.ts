import type { CodeFate } from './code-treatment.js';

/** A code that did not go in as it came, counted at each appearance. */
export interface CodeChange {
  readonly column: 'dx' | 'px';
  readonly fate: CodeFate;
  readonly from: string;
  readonly to: string;
  readonly count: number;
}
