import type { Growth, Outlook } from './outlook-schema.js';

/** A fund in the simulated base year: money in fen. */
export interface BaseFund {
  readonly incomeFen: number;
  readonly spendingFen: number;
  readonly openingFen: number;
  readonly cases: number;
  /** Σ weight, points or score; NaN where nothing is paid by units. */
  readonly units: number;
  readonly insured: number;
  readonly oldShare: number;
}

/** One year of a fund. */
export interface FundYear {
  readonly insured: number;
  readonly oldShare: number;
  readonly cases: number;
  readonly units: number;
  /** What the year's weights are multiplied by when they are made again; 1 in the base year. */
  readonly scale: number;
  readonly incomeFen: number;
  readonly spendingFen: number;
  readonly interestFen: number;
  readonly surplusFen: number;
  readonly carriedFen: number;
  /** Fen a unit: what is paid, and what the base year's income would pay. */
  readonly valueFen: number;
  readonly fixedBudgetValueFen: number;
}

/** What a replicate moves off the stated path: standard normal numbers, all 0 for the path itself. */
export interface OutlookNoise {
  readonly income: number;
  readonly cost: number;
  readonly units: number;
  readonly ratio: number;
}
export const NO_NOISE: OutlookNoise = { income: 0, cost: 0, units: 0, ratio: 0 };

/**
 * A fund over years on top of a simulated base year: a small macro model, no simulation of later cases.
 *
 * - need = people × (1 − s + k × s), s the share of the old, k what an old person costs against a young one; cases
 *   follow need;
 * - spending = base spending × need × Π(1 + growth of cost a stay), or the year's income where the budget is what is paid;
 * - units = cases × weight a case; weight a case grows by coding, and is scaled back where weights are made again;
 * - carried = carried before + interest on it + income − spending.
 *
 * @source rules 4.7 (value at a fixed budget), 11 M12 and M18 (growth, ageing); the form of the model is an assumption
 * @returns years + 1 entries, the base year first
 */
export function projectFund(base: BaseFund, outlook: Outlook, years: number, noise: OutlookNoise): FundYear[] {
  const { ageing, interest } = outlook;
  const ratio = Math.max(0.1, ageing.old_cost_ratio + noise.ratio * ageing.old_cost_ratio_spread);
  const needOf = (oldShare: number): number => 1 - oldShare + ratio * oldShare;
  const result: FundYear[] = [];
  let [income, cost, drift, people] = [1, 1, 1, 1];
  let carried = base.openingFen;
  for (let year = 0; year <= years; year++) {
    if (year > 0) {
      income *= 1 + growthIn(outlook.income_growth, year, years, noise.income);
      cost *= 1 + growthIn(outlook.cost_growth, year, years, noise.cost);
      drift *= 1 + growthIn(outlook.unit_growth, year, years, noise.units);
      people *= 1 + ageing.population_growth;
    }
    const oldShare = Math.max(0, Math.min(1, base.oldShare + year * ageing.old_share_step));
    const need = (people * needOf(oldShare)) / needOf(base.oldShare);
    const scale = outlook.recalibration === 'yearly' ? 1 / drift : 1;
    const units = base.units * need * drift * scale;
    const incomeFen = wholeFen(base.incomeFen * income);
    const byCost = wholeFen(base.spendingFen * need * cost);
    // The base year is what was simulated.
    const spendingFen = outlook.spending === 'budget' && year > 0 ? incomeFen : byCost;
    const interestFen = wholeFen(carried * interest);
    const surplusFen = incomeFen - spendingFen;
    carried += interestFen + surplusFen;
    result.push({
      insured: base.insured * people,
      oldShare,
      cases: base.cases * need,
      units,
      scale,
      incomeFen,
      spendingFen,
      interestFen,
      surplusFen,
      carriedFen: carried,
      valueFen: fenPerUnit(spendingFen, units),
      fixedBudgetValueFen: fenPerUnit(base.incomeFen, units),
    });
  }
  return result;
}

/** Growth into a year: first for the first year, last for the last, equal steps between. */
export function growthIn({ first, last, spread }: Growth, year: number, years: number, noise: number): number {
  const path = years <= 1 ? first : first + ((last - first) * (year - 1)) / (years - 1);
  return path + noise * spread;
}

/** Index of the first year whose carried balance is strictly below 0; −1: none. */
export function crossingYear(years: readonly { readonly carriedFen: number }[]): number {
  return years.findIndex(({ carriedFen }) => carriedFen < 0);
}

const fenPerUnit = (fen: number, units: number): number => (units > 0 ? fen / units : Number.NaN);

/** Half away from zero; never −0. */
function wholeFen(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value)) + 0;
}
