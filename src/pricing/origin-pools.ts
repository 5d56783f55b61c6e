import { type CaseTable, type DictionaryColumn, needColumn } from '../cases/case-table.js';
import { maskOfPatterns } from '../kernel/match-patterns.js';
import { sharedUint16 } from '../kernel/shared-arrays.js';
import type { Insurance, Policy } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { ORIGINS, type Origin, poolKey } from '../policy/pool-key.js';
import { PRICING_ERRORS } from './pricing-errors.js';
import type { PricingInput } from './pricing-input.js';

const STAGE = 'pricing';
/** An administrative code: two digits of the province, two of the city, then others. */
const CODE = /^\d{4,12}$/;

/** Whether some pool of the year is for people of one origin. */
export function hasOriginPools({ segments }: PolicyTimeline): boolean {
  return segments.some(({ policy }) => policy.pools.some(({ origin }) => origin !== undefined));
}

/** Columns that say the origin of a stay; none where no pool asks for it. */
export function originColumns(policy: Policy): readonly string[] {
  if (policy.pools.every(({ origin }) => origin === undefined)) return [];
  const column = policy.origins?.column;
  return column === undefined ? ['insured_region', 'care_region'] : [column];
}

/**
 * The same cases and policies with each insurance in the name of the pool that a stay belongs to, so that pricing and
 * clearing know nothing of origins: the pool of its insurance and origin, else the pool of its insurance for every
 * origin; a stay without either keeps its insurance and origin as a name that no pool has, and a line of its own.
 * Nothing given is changed; where no pool names an origin it is given back as it is.
 * @throws column_missing, origin_unknown
 */
export function withOriginPools(input: PricingInput): PricingInput {
  const { timeline, table } = input;
  if (!hasOriginPools(timeline)) return input;
  const segments = timeline.segments.map(({ policy, ...days }) => {
    const pools = policy.pools.map(({ origin, ...pool }) => ({
      ...pool,
      insurance: poolKey({ insurance: pool.insurance, origin }) as Insurance,
    }));
    return { ...days, policy: { ...policy, pools } };
  });
  const columns = { ...table.columns, insurance: poolColumn(timeline, table) };
  return { ...input, table: { ...table, columns }, timeline: { ...timeline, segments } };
}

function poolColumn(timeline: PolicyTimeline, table: CaseTable): DictionaryColumn {
  const insurance = needColumn(table, 'insurance', 'dictionary', STAGE);
  const known = new Set(timeline.segments.flatMap(({ policy }) => policy.pools.map(poolKey)));
  const originAt = originReader(timeline.segments.at(-1)!.policy, table);
  const codes = sharedUint16(table.caseCount);
  const values = [''];
  const codeOf = new Map<string, number>([['', 0]]);
  for (let row = 0; row < table.caseCount; row++) {
    const name = insurance.values[insurance.codes[row]!]!;
    const origin = name === '' ? undefined : originAt(row);
    const own = poolKey({ insurance: name, origin });
    const key = known.has(own) || !known.has(name) ? own : name;
    let code = codeOf.get(key);
    if (code === undefined) {
      code = values.push(key) - 1;
      codeOf.set(key, code);
    }
    codes[row] = code;
  }
  return { kind: 'dictionary', codes, values };
}

/** Origin of a row; undefined where nothing is written. */
function originReader(policy: Policy, table: CaseTable): (row: number) => Origin | undefined {
  const { column } = policy.origins ?? {};
  const said = needColumn(table, column ?? 'insured_region', 'dictionary', STAGE);
  const listed = ORIGINS.map((origin) => maskOfPatterns(said.values, policy.origins?.[origin] ?? []));
  const ofList = said.values.map((_, code) => ORIGINS.find((_, place) => listed[place]![code] === 1));
  if (column !== undefined) {
    return (row) => {
      const code = said.codes[row]!;
      return said.values[code] === '' ? undefined : (ofList[code] ?? unknownOrigin(said.values[code]!, ''));
    };
  }
  const care = needColumn(table, 'care_region', 'dictionary', STAGE);
  const pairs = new Map<number, Origin | undefined>();
  return (row) => {
    const [from, at] = [said.codes[row]!, care.codes[row]!];
    const pair = from * care.values.length + at;
    if (!pairs.has(pair)) {
      const [home, place] = [said.values[from]!, care.values[at]! || policy.region];
      pairs.set(pair, home === '' ? undefined : (ofList[from] ?? originOfRegions(home, place)));
    }
    return pairs.get(pair);
  };
}

/** By the regions themselves: one text, or codes of one city or province. */
function originOfRegions(home: string, care: string): Origin {
  if (home === care) return 'local';
  if (!CODE.test(home) || !CODE.test(care)) return unknownOrigin(home, care);
  if (home.slice(0, 4) === care.slice(0, 4)) return 'local';
  return home.slice(0, 2) === care.slice(0, 2) ? 'other_city' : 'other_province';
}

function unknownOrigin(value: string, care: string): never {
  throw PRICING_ERRORS.origin_unknown({ value, care: care === '' ? '—' : care }, { path: 'origins' });
}
