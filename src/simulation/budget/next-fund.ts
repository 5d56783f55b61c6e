import type { InputRow } from '../../cases/tables/input-table.js';
import { type Day, parseDay } from '../../kernel/day.js';
import { compareDecimals, decimalOf, formatDecimal } from '../../kernel/decimal.js';
import {
  addRationals,
  compareRationals,
  divideRationals,
  multiplyRationals,
  type Rational,
  rationalOf,
  roundRational,
} from '../../kernel/formula/rational.js';
import { fenOf, formatYuan } from '../../kernel/money.js';
import { elementKey } from '../../policy/policy-path.js';
import type { Policy } from '../../policy/policy-schema.js';
import { sumDecimals } from '../../policy/sum-decimals.js';
import { BUDGET_ERRORS } from './budget-errors.js';
import type { Budget, InsuranceBudget } from './budget-schema.js';
import { ageBandsOf, peopleByAge } from './people-by-age.js';

/** What each cause adds to a pool's fund, fen; base + all of them = next. */
export interface NextFund {
  /** By which paths address the pool. */
  readonly pool: string;
  readonly insurance: string;
  readonly baseFen: number;
  readonly populationFen: number;
  readonly agesFen: number;
  readonly spectrumFen: number;
  /** Cut off or added by the limits of growth. */
  readonly limitFen: number;
  readonly emergencyFen: number;
  readonly nextFen: number;
  readonly basePeople: number;
  readonly nextPeople: number;
  /** Share of the pool that is reserved: what the policy reserves, and the emergency reserve. */
  readonly reserve: number;
  /** True where the emergency reserve changes it. */
  readonly movesReserve: boolean;
}

/** The most that a pool of a policy may have. */
const MOST_FEN = 90_000_000_000_000_00;

const whole = (value: number): Rational => ({ numerator: BigInt(value), denominator: 1n });
const exactly = (value: number): Rational => rationalOf(decimalOf(value));

/**
 * Next year's fund of each pool that the budget is about (动态预算):
 *
 *     fund × people' ÷ people × cost a head by age' ÷ cost a head by age × Σ share × (1 + growth), within the limits,
 *     ÷ (1 − emergency reserve)
 *
 * where the cost a head is Σ heads × cost ÷ Σ heads. Exact; each cause is told as the rounded fund after it less the one
 * before it, so that the causes add up to the fen.
 * @throws budget_insurance_twice, budget_without_pool, budget_spectrum_sum, budget_ages_wrong, budget_people_missing,
 *   budget_people_band, budget_growth_limits
 * @source rules §11 M12; the formula is ours, unverified
 */
export function nextFunds(budget: Budget, policy: Policy, population: readonly InputRow[]): NextFund[] {
  const [base, next] = [budget.people_on.base, budget.people_on.next].map((day) => parseDay(day)!) as [Day, Day];
  const seen = new Set<string>();
  return budget.insurances.flatMap((one) => {
    const { insurance } = one;
    if (seen.has(insurance)) throw BUDGET_ERRORS.budget_insurance_twice({ insurance });
    seen.add(insurance);
    const pools = policy.pools.filter((pool) => pool.insurance === insurance);
    if (pools.length === 0) throw BUDGET_ERRORS.budget_without_pool({ insurance });
    const factors = factorsOf(one, population, base, next);
    return pools.map((pool) => fundOf(one, pool, factors));
  });
}

interface Factors {
  readonly population: Rational;
  readonly ages: Rational;
  readonly spectrum: Rational;
  readonly basePeople: number;
  readonly nextPeople: number;
}

function factorsOf(one: InsuranceBudget, population: readonly InputRow[], base: Day, next: Day): Factors {
  const { insurance, spectrum } = one;
  const bands = ageBandsOf(one);
  const [before, after] = [base, next].map((day) => peopleByAge(population, insurance, bands, day)) as [
    readonly number[],
    readonly number[],
  ];
  const people = (heads: readonly number[]) => heads.reduce((sum, count) => sum + count, 0);
  const need = (heads: readonly number[]) =>
    heads.map((count, place) => multiplyRationals(whole(count), exactly(bands[place]!.cost))).reduce(addRationals);
  const costOf = (heads: readonly number[]) => divideRationals(need(heads), whole(people(heads)));
  const shares = sumDecimals((spectrum ?? []).map(({ share }) => share));
  if (spectrum !== undefined && compareDecimals(shares, decimalOf(1)) !== 0) {
    throw BUDGET_ERRORS.budget_spectrum_sum({ insurance, sum: formatDecimal(shares) });
  }
  return {
    population: divideRationals(whole(people(after)), whole(people(before))),
    ages: divideRationals(costOf(after), costOf(before)),
    spectrum: (spectrum ?? [])
      .map(({ share, growth }) => multiplyRationals(exactly(share), addRationals(whole(1), exactly(growth))))
      .reduce(addRationals, whole(spectrum === undefined ? 1 : 0)),
    basePeople: people(before),
    nextPeople: people(after),
  };
}

function fundOf(one: InsuranceBudget, pool: Policy['pools'][number], factors: Factors): NextFund {
  const { least_growth: least, most_growth: most, emergency_reserve: emergency, insurance } = one;
  if (least !== undefined && most !== undefined && least > most)
    throw BUDGET_ERRORS.budget_growth_limits({ insurance });
  const base = exactly(pool.fund);
  const byPeople = multiplyRationals(base, factors.population);
  const byAges = multiplyRationals(byPeople, factors.ages);
  const bySpectrum = multiplyRationals(byAges, factors.spectrum);
  const limit = (growth: number) => multiplyRationals(base, addRationals(whole(1), exactly(growth)));
  let held = bySpectrum;
  if (least !== undefined && compareRationals(held, limit(least)) < 0) held = limit(least);
  if (most !== undefined && compareRationals(held, limit(most)) > 0) held = limit(most);
  const left = addRationals(whole(1), exactly(-emergency));
  const fen = (value: Rational) => Number(roundRational(value, 2));
  const [peopleFen, agesFen, spectrumFen, heldFen, nextFen] = [
    byPeople,
    byAges,
    bySpectrum,
    held,
    divideRationals(held, left),
  ].map(fen) as [number, number, number, number, number];
  const baseFen = fenOf(decimalOf(pool.fund));
  if (nextFen > MOST_FEN || spectrumFen > MOST_FEN) {
    throw BUDGET_ERRORS.budget_fund_too_large({ insurance, most: formatYuan(MOST_FEN) });
  }
  return {
    pool: elementKey(pool)!,
    insurance,
    baseFen,
    populationFen: peopleFen - baseFen,
    agesFen: agesFen - peopleFen,
    spectrumFen: spectrumFen - agesFen,
    limitFen: heldFen - spectrumFen,
    emergencyFen: nextFen - heldFen,
    nextFen,
    basePeople: factors.basePeople,
    nextPeople: factors.nextPeople,
    reserve: Number(formatDecimal(sumDecimals([pool.reserve, emergency]))),
    movesReserve: emergency > 0,
  };
}
