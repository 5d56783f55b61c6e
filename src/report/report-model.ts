import type { Language, Text } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';
import type { StatementLine } from '../settlement/settlement.js';
import type { StatedSource } from './stated-source.js';

/** Everything a report shows, as plain data: the writers of workbook and page add nothing of their own but words. */
export interface ReportModel {
  /** The question in one line. */
  readonly title: Text;
  readonly subtitle: Text;
  readonly region: Text;
  readonly year: number;
  /** `comparison` tables carry baseline_…, reform_… and change_… columns. */
  readonly scenario: 'single' | 'comparison' | 'monitoring' | 'hospital_side';
  /** A comparison that changes nothing: what would show its zeros is left out. */
  readonly change?: 'none';
  readonly tables: readonly ResultTable[];
  /** Columns shown at first, by table name; where absent a dozen are chosen by their place and prefix. */
  readonly columnsShown?: Readonly<Record<string, readonly string[]>>;
  readonly charts: ChartRoles;
  /** hospital_id → name, for statements; where absent, from the first table that has hospital_id and hospital_name. */
  readonly hospitalNames?: Readonly<Record<string, string>>;
  readonly parameters: readonly ReportParameter[];
  readonly statements: readonly ReportStatement[];
  /** The answer: three or four are shown large. */
  readonly figures: readonly HeadlineFigure[];
  readonly notices: readonly Text[];
  readonly identity: ReportIdentity;
  readonly caveat: Text;
}

export interface ReportIdentity {
  readonly scheme: string;
  readonly schemeHash: string;
  /** Present where the reform groups by another scheme than the baseline. */
  readonly reformScheme?: { readonly id: string; readonly hash: string };
  readonly policyHash: string;
  /** Empty where there is no reform. */
  readonly reformHash: string;
  readonly inputHash: string;
  readonly seed: string;
  /** yyyy-mm-dd, given by the caller: a report never asks the clock. */
  readonly date: string;
  /** Version of drgdip. */
  readonly version: string;
}

/** One value of the policy, as it is written there, with where it comes from. */
export interface ReportParameter {
  readonly path: string;
  readonly label: Text;
  readonly value: string;
  /** Its English, where the value is a text that the data have in Chinese alone. */
  readonly valueInEnglish?: string;
  /** Present where a reform changes it. */
  readonly reformValue?: string;
  readonly unit?: Text;
  /** Absent: nobody says where the value comes from; shown as an unverified preset. */
  readonly source?: StatedSource;
  /** Where a changed value comes from; what a policy rests on is counted by `source` all the same. */
  readonly reformSource?: StatedSource;
}

/** The value for readers of a language. */
export function valueIn({ value, valueInEnglish }: ReportParameter, language: Language): string {
  return language === 'en' ? (valueInEnglish ?? value) : value;
}

/** The source that stands beside a parameter: of a changed value the reform's, else the policy's. */
export function sourceBeside({ source, reformValue, reformSource }: ReportParameter): StatedSource | undefined {
  return reformValue === undefined ? source : (reformSource ?? source);
}

export interface ReportStatement {
  readonly scenario: 'single' | 'baseline' | 'reform';
  readonly lines: readonly StatementLine[];
  /** Policy path of a line → where it comes from; a path that is absent is an unverified preset. */
  readonly sources?: Readonly<Record<string, StatedSource>>;
}

/** What a headline figure or a chart's value measures; decides unit and decimals. */
export type FigureKind = 'money' | 'count' | 'ratio' | 'number';

export interface HeadlineFigure {
  readonly label: Text;
  readonly kind: FigureKind;
  /** Fen for money, a share for ratio; NaN is missing. */
  readonly value: number;
  /** Word after the number where the kind has no unit of its own, e.g. 家 hospitals. */
  readonly unit?: Text;
  readonly decimals?: number;
  /** Change against the baseline, same unit as the value. */
  readonly change?: number;
  /** Change as a share of the baseline. */
  readonly relative?: number;
  /** `neutral`: less is a gain for one side and a loss for the other, or for nobody, so that no colour says which. */
  readonly changeIs?: 'neutral';
  /** A sentence below the number. */
  readonly note?: Text;
}

/** Which columns play a part in which chart, so that no chart depends on a column's name. */
export interface ChartRoles {
  readonly hospitalChange?: HospitalChangeRole;
  readonly fundWaterfall?: FundWaterfallRole;
  readonly marginQuadrant?: MarginQuadrantRole;
  readonly balanceOverYears?: BalanceOverYearsRole;
}

/** The balance carried of an outlook over years, with the ends of its interval. */
export interface BalanceOverYearsRole {
  /** Table with side, insurance, year, carried, low_carried and high_carried. */
  readonly table: string;
  /** Insurance of the rows that are drawn. */
  readonly total: string;
  readonly subject: Text;
}

export interface HospitalChangeRole {
  readonly table: string;
  /** Column of the id, and of the name shown. */
  readonly key: string;
  readonly name: string;
  /** Text column holding 3, 2, 1 or 三级 …; bars of a level share a shade. */
  readonly level?: string;
  /** Money column: the change, or in a single run the margin of charges. */
  readonly value: string;
  readonly relative?: string;
  readonly cases?: string;
  /** What is shown, e.g. 基金支付的变化. */
  readonly subject: Text;
}

export interface FundWaterfallRole {
  readonly subject: Text;
  /**
   * `reform`: first total is the baseline and bars show differences from it; `budget`: bars start at zero.
   * A `total` line restates the sum so far; it must equal it, to the fen.
   */
  readonly form: 'reform' | 'budget';
  readonly lines: readonly { readonly label: Text; readonly kind: 'total' | 'step'; readonly amountFen: number }[];
}

/** What parts difficult from easy: a CMI of 1, mean points of 100, or the region's mean score. */
export interface CaseMixBoundary {
  readonly at: number;
  readonly name: Text;
}

export interface MarginQuadrantRole {
  readonly table: string;
  readonly key: string;
  readonly name: string;
  readonly level?: string;
  /** Case-mix index, or mean points or scores of a case, number column. */
  readonly caseMixIndex: string;
  /** Where the line of that column stands, and its short name; absent: CMI, at 1. */
  readonly boundary?: CaseMixBoundary;
  /** Margin of charges (费用结余 = payment − charges), money or ratio column; the line stands at 0. */
  readonly margin: string;
  readonly cases?: string;
  readonly subject: Text;
}

/** The caveat that every result carries. */
export const CAVEAT: Text = { zh: '测算结果，不作为清算依据', en: 'An estimate, not a settlement' };
