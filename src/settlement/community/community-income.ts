import { dayOf, formatDay, parseDay } from '../../kernel/day.js';
import { decimalOf } from '../../kernel/decimal.js';
import { evaluateFormula } from '../../kernel/formula/evaluate-formula.js';
import { namedVocabulary } from '../../kernel/formula/named-vocabulary.js';
import { multiplyRationals, type Rational, rationalOf, roundRational } from '../../kernel/formula/rational.js';
import { readFormula } from '../../kernel/formula/read-formula.js';
import { fenOf } from '../../kernel/money.js';
import { insuranceName } from '../../policy/insurance-names.js';
import type { CommunityPool } from '../../policy/policy-schema.js';
import type { SettlementInput } from '../settlement-input.js';
import { COMMUNITY_ERRORS } from './community-errors.js';
import { pathOf } from './community-members.js';
import type { CommunitySpending, CommunityTerm } from './community-results.js';

export interface CommunityIncome {
  readonly heads: number;
  readonly grossFen: number;
  readonly reserveFen: number;
  readonly performanceFen: number;
  readonly carriedInFen: number;
  readonly incomeFen: number;
  readonly terms: readonly CommunityTerm[];
}

/**
 * What a pool has in the year (按人头总额): heads × amount per head × (1 − reserve), rounded once to fen, changed by
 * performance terms (each a share of it, rounded once), and what is brought over.
 * @throws community_heads_missing, the codes of readFormula and of evaluation
 * @source rules §5.1, §11 M11
 */
export function communityIncome(
  input: SettlementInput,
  pool: CommunityPool,
  spending: CommunitySpending,
): CommunityIncome {
  const heads = pool.heads ?? headsOf(input, pool);
  const gross = multiplyRationals(rationalOf(decimalOf(heads)), rationalOf(decimalOf(pool.per_head)));
  const kept = rationalOf(decimalOf(pool.reserve));
  const left = { numerator: kept.denominator - kept.numerator, denominator: kept.denominator };
  const poolFen = Number(roundRational(multiplyRationals(gross, left), 2));
  const grossFen = Number(roundRational(gross, 2));
  const terms = (pool.performance ?? []).map((term) => performanceTerm(pool, term, poolFen, spending));
  const performanceFen = terms.reduce(
    (sum, { appliesTo, amountFen }) => (appliesTo === 'this_year' ? sum + amountFen : sum),
    0,
  );
  const carriedInFen = fenOf(decimalOf(pool.carried_in ?? 0));
  return {
    heads,
    grossFen,
    reserveFen: grossFen - poolFen,
    performanceFen,
    carriedInFen,
    incomeFen: poolFen + performanceFen + carriedInFen,
    terms,
  };
}

/** Σ insured of population.csv on one day: of the county and community where the pool names them. */
function headsOf(input: SettlementInput, pool: CommunityPool): number {
  const day = pool.heads_on === undefined ? dayOf(input.timeline.year, 1, 1)! : parseDay(pool.heads_on)!;
  const rows = (input.population ?? []).filter(
    (row) =>
      row.insurance === pool.insurance &&
      (pool.county === undefined || row.region === pool.county) &&
      (pool.community === undefined || row.community_id === pool.community) &&
      Number(row.from ?? Number.NEGATIVE_INFINITY) <= day &&
      Number(row.until ?? Number.POSITIVE_INFINITY) >= day,
  );
  if (rows.length > 0) return rows.reduce((sum, row) => sum + Number(row.insured), 0);
  const { zh, en } = insuranceName(pool.insurance);
  const { name, county = '', community = '' } = pool;
  throw COMMUNITY_ERRORS.community_heads_missing(
    { pool: name, insurance_zh: zh, insurance_en: en, county, community, day: formatDay(day) },
    { path: `${pathOf(pool)}.heads` },
  );
}

/** Measures of a pool that performance terms may name; missing where there is nothing to divide by. */
export function performanceValues(pool: CommunityPool, spending: CommunitySpending): Map<string, Rational | undefined> {
  const share = (part: number, whole: number): Rational | undefined =>
    whole === 0 ? undefined : { numerator: BigInt(part), denominator: BigInt(whole) };
  const visits = spending.insideVisits + spending.outsideVisits;
  const values = new Map<string, Rational | undefined>([
    ['grassroots_share', share(spending.grassrootsCases + spending.grassrootsVisits, spending.cases + visits)],
    ['outside_share', share(spending.outsideCases, spending.cases)],
  ]);
  for (const [name, value] of Object.entries(pool.values ?? {})) values.set(name, rationalOf(decimalOf(value)));
  return values;
}

type Performance = NonNullable<CommunityPool['performance']>[number];

function performanceTerm(
  pool: CommunityPool,
  term: Performance,
  poolFen: number,
  spending: CommunitySpending,
): CommunityTerm {
  const values = performanceValues(pool, spending);
  const language = namedVocabulary(Object.fromEntries([...values.keys()].map((name) => [name, 'number'])), 'number');
  const value = evaluateFormula(readFormula(term.add, language), values);
  if (value === undefined) {
    const missing = [...values].flatMap(([name, one]) => (one === undefined ? [name] : [])).join(', ');
    throw COMMUNITY_ERRORS.community_amount_missing(
      { pool: pool.name, name: term.name, unit: pool.name, missing },
      { path: `${pathOf(pool)}.performance.${term.name}` },
    );
  }
  const add = within(value, term);
  const amount = multiplyRationals({ numerator: BigInt(poolFen), denominator: 100n }, add);
  return {
    pool: pool.name,
    term: term.name,
    title: term.title,
    add: Number(roundRational(add, 8)) / 1e8,
    appliesTo: term.applies_to,
    amountFen: Number(roundRational(amount, 2)),
  };
}

function within(value: Rational, { floor, cap }: Pick<Performance, 'floor' | 'cap'>): Rational {
  const [least, most] = [floor, cap].map((edge) => (edge === undefined ? undefined : rationalOf(decimalOf(edge))));
  const isBelow = (a: Rational, b: Rational) => a.numerator * b.denominator < b.numerator * a.denominator;
  if (least !== undefined && isBelow(value, least)) return least;
  return most !== undefined && isBelow(most, value) ? most : value;
}
