import type { Decimal } from '../../kernel/decimal.js';

/** How a DIP catalogue (病种目录) is made from cases; every threshold is inside: a number exactly on it counts. */
export interface CatalogueRules {
  /** Length of the principal diagnosis that entries are made of: category (A09), subcategory (A09.0), or the whole code. */
  readonly principal: 'category' | 'subcategory' | 'full';
  /** Cases a year from which a combination is a core entry (核心病种). */
  readonly threshold: number;
  /** What is held against the threshold: cases of all years / years, or cases of the last year. */
  readonly thresholdBy: 'yearly_mean' | 'last_year';
  /**
   * Share of cases that core entries must cover: the threshold is lowered, one case at a time, to the highest that
   * reaches it. Absent: the threshold stays.
   */
  readonly coverage: Decimal | undefined;
  /** Cases a year from which a comprehensive group (综合病种) stands by itself; those below go on to the wider one. */
  readonly comprehensiveThreshold: number;
  /**
   * A related procedure counts where cases with it cost at least so much more than those without it, as a share. Our
   * reading of "its cost is at least 10 % of the case's", which needs costs by procedure that files of cases lack.
   */
  readonly relatedShare: Decimal;
}

/**
 * @source threshold of 15 cases a year in a city (50 in a province), or coverage of 95 %: technical specification,
 *   consultation draft; related procedures from 10 %: national catalogue 2.0; the level of the principal and the
 *   threshold of comprehensive groups: unverified presets
 */
export const DEFAULT_CATALOGUE_RULES: CatalogueRules = {
  principal: 'subcategory',
  threshold: 15,
  thresholdBy: 'yearly_mean',
  coverage: undefined,
  comprehensiveThreshold: 15,
  relatedShare: { digits: 1, scale: 1 },
};

/** Factors of up to three years, old to new: the last so many of 1:2:7. @source rules 2.1; fewer years: unverified */
export const YEAR_FACTORS: readonly number[] = [1, 2, 7];
