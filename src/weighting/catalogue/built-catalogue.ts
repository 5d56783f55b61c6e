import type { GroupColumns } from '../../grouping/group-columns.js';
import type { Finding } from '../../kernel/finding.js';
import type { DipKind, DipTier } from '../../schemes/dip/dip-document.js';
import type { WeightRow, WeightTable } from '../weight-table.js';
import type { CatalogueLists } from './catalogue-lists.js';
import type { CatalogueRules } from './catalogue-rules.js';

/** An entry of a catalogue that was made from cases, with its figures. */
export interface BuiltEntry {
  readonly code: string;
  readonly name: string;
  readonly tier: Exclude<DipTier, 'basic'>;
  readonly kind: DipKind;
  /** As patterns write it: K35.8, A00-B99, *. */
  readonly diagnosis: string;
  /** Leading procedure; undefined: none, or by class. */
  readonly main: string | undefined;
  readonly related: readonly string[];
  /** Cases of each year, old to new. */
  readonly casesByYear: readonly number[];
  /** Mean, CV, score and drug and consumable scores. */
  readonly figures: WeightRow;
}

/** A combination that is no core entry: its cases, and where they went. */
export interface BelowThreshold {
  readonly diagnosis: string;
  readonly main: string;
  readonly cases: number;
  readonly group: string;
}

export interface BuiltCatalogue {
  readonly rules: CatalogueRules;
  /** The one that was used: that of the rules, or the highest that reaches the coverage asked for. */
  readonly threshold: number;
  readonly years: readonly number[];
  readonly factors: readonly number[];
  readonly lists: CatalogueLists;
  /** Entry i is group i + 1. */
  readonly entries: readonly BuiltEntry[];
  readonly below: readonly BelowThreshold[];
  /** Group of each case as counted; cases that make no catalogue keep group 0 and the status ungrouped. */
  readonly groups: GroupColumns;
  /** By row: 0 left out, else counted. */
  readonly part: Uint8Array;
  /** Cases counted, and those in core entries. */
  readonly cases: number;
  readonly coreCases: number;
  readonly weights: WeightTable;
  readonly findings: readonly Finding[];
  /** Procedures that entries name, to be acknowledged where no list of codes has them. */
  readonly usedProcedures: readonly string[];
}

/** Share of counted cases in core entries. */
export function coreShare({ cases, coreCases }: Pick<BuiltCatalogue, 'cases' | 'coreCases'>): number {
  return cases === 0 ? Number.NaN : coreCases / cases;
}
