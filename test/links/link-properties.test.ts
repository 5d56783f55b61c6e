import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findOverlaps, type OverlapRule } from '../../src/links/find-overlaps.js';
import type { StayScope } from '../../src/links/link-columns.js';
import { type LinkInput, linkStays, nearestStays } from '../../src/links/link-stays.js';
import type { ReadmissionRule } from '../../src/links/readmission-rule.js';
import { readmissions } from '../../src/links/readmissions.js';
import {
  daysBetween,
  literalIsJudged,
  literalNext,
  literalNumber,
  literalOverlaps,
  literalPrevious,
  literalReadmission,
} from './literal-links.js';
import { CATALOGUE, dayNumber, type Stay, stayGroups, stayTable } from './stay-table.js';

const SEED = 20261128;
/** Few days around a turn of the year, so that ties, overlaps and both years are common. */
const FIRST_DAY = dayNumber('2026-12-20');
const day = fc.integer({ min: FIRST_DAY, max: FIRST_DAY + 24 });
/** Mostly short; some within others, some that end before they begin. */
const STAY_LENGTHS = [-1, 0, 0, 0, 0, 1, 1, 2, 2, 3, 4, 9];
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 12 });

const stay = fc
  .record({
    patient: maybe(fc.constantFrom('P', 'P', 'P', '患者', 'Q')),
    admit: maybe(day),
    length: fc.constantFrom(...STAY_LENGTHS),
    settled: maybe(day),
    hospital: maybe(fc.constantFrom('H1', 'H2', 'H3')),
    dx: maybe(fc.constantFrom('I63.9', 'I63.0', 'I10', 'Z51.1', 'Z51.103')),
    group: fc.integer({ min: 0, max: 5 }),
    planned: maybe(fc.constantFrom('1', '2')),
    type: fc.constantFrom(1, 2, 5),
  })
  .chain(({ length, ...rest }) => {
    const known = rest.admit === undefined ? fc.constant(undefined) : maybe(fc.constant(rest.admit + length));
    return known.map((discharge) => ({ ...rest, discharge }));
  });
const region = fc
  .array(stay, { minLength: 5, maxLength: 14, size: 'max' })
  .chain((stays) =>
    fc.tuple(
      fc.constant(stays),
      fc.uniqueArray(fc.string({ minLength: 1, maxLength: 2, unit: fc.constantFrom('0', '9', 'A', 'a', '例') }), {
        minLength: stays.length,
        maxLength: stays.length,
      }),
    ),
  )
  .map(([stays, ids]) =>
    stays.map(
      (stay, i): Stay =>
        Object.fromEntries(
          Object.entries({ ...stay, id: ids[i]! }).filter(([, value]) => value !== undefined),
        ) as unknown as Stay,
    ),
  );

const ANY = ['any', 'any', 'any', 'any'] as const;
const scope: fc.Arbitrary<StayScope> = fc.record({
  hospital: fc.constantFrom(...ANY, 'same'),
  group: fc.constantFrom(...ANY, 'same', 'same_adrg'),
  principal: fc.constantFrom(...ANY, 'same_category', 'same_code'),
  category_characters: fc.constantFrom(1, 3, 4),
});
const exempt = fc.record(
  {
    planned: fc.record({
      values: fc.constant(['2']),
      recorded_on: fc.constantFrom('first' as const, 'second' as const),
    }),
    principals: fc.constantFrom(['Z51.1'], ['I6']),
    groups: fc.constantFrom(['RE11'], ['ES31', 'E00']),
    discharge_types: fc.constantFrom([2], [2, 5]),
  },
  { requiredKeys: [] },
);
const rule: fc.Arbitrary<ReadmissionRule> = fc
  .tuple(
    scope,
    fc.nat(2),
    fc.nat(14),
    fc.option(exempt, { nil: {} }),
    fc.constantFrom('first' as const, 'second' as const),
  )
  .map(([its, least_days, more, exempt, counts]) => ({
    ...its,
    least_days,
    within_days: least_days + more,
    exempt,
    counts,
  }));
const overlapRule: fc.Arbitrary<OverlapRule> = fc.record({
  hospital: fc.constantFrom('different', 'same', 'any'),
  shared_day: fc.constantFrom('allowed', 'counted'),
});
const yearBy = fc.constantFrom('discharge_date' as const, 'settlement_date' as const);

function linked(stays: readonly Stay[], by: LinkInput['yearBy'] = 'discharge_date') {
  const table = stayTable(stays);
  return { table, links: linkStays({ table, groups: stayGroups(stays), catalogue: CATALOGUE, yearBy: by }) };
}

describe('linking against a literal comparison of every stay with every other', () => {
  it('gives the same nearest stays and days in 2,000 regions and any scope', () => {
    fc.assert(
      fc.property(region, scope, (stays, asked) => {
        const { table, links } = linked(stays);
        const free: StayScope = { hospital: 'any', group: 'any', principal: 'any' };
        for (const [facts, its] of [
          [links, free],
          [nearestStays(links, table, asked), asked],
        ] as const) {
          stays.forEach((stay, row) => {
            const previous = literalPrevious(stays, stay, its);
            const next = literalNext(stays, stay, its);
            expect(stays[facts.previousRow[row]!]?.id).toBe(previous?.id);
            expect(stays[facts.nextRow[row]!]?.id).toBe(next?.id);
            expect(facts.daysSincePrevious[row]).toBe(previous === undefined ? -1 : daysBetween(previous, stay));
            expect(facts.daysToNext[row]).toBe(next === undefined ? -1 : daysBetween(stay, next));
          });
        }
      }),
      { numRuns: 2_000, seed: SEED },
    );
  });

  it('gives the same readmissions, other stays and days under 2,000 rules', () => {
    let hitCount = 0;
    fc.assert(
      fc.property(region, rule, (stays, asked) => {
        const { table, links } = linked(stays);
        const { isHit, otherRow, days, isJudged } = readmissions(links, table, asked);
        stays.forEach((stay, row) => {
          const other = literalReadmission(stays, stay, asked);
          expect(stays[otherRow[row]!]?.id).toBe(other?.id);
          expect(isHit[row]).toBe(other === undefined ? 0 : 1);
          expect(isJudged[row]).toBe(literalIsJudged(stay, asked) ? 1 : 0);
          hitCount += isHit[row]!;
          if (other === undefined) expect(days[row]).toBe(-1);
          else expect(days[row]).toBe(asked.counts === 'first' ? daysBetween(stay, other) : daysBetween(other, stay));
        });
      }),
      { numRuns: 2_000, seed: SEED },
    );
    expect(hitCount).toBeGreaterThan(500);
  });

  it('gives the same overlaps under 2,000 rules, and the numbers of stays by discharge and settlement', () => {
    let overlapCount = 0;
    fc.assert(
      fc.property(region, overlapRule, yearBy, (stays, asked, by) => {
        const { table, links } = linked(stays, by);
        const overlapping = findOverlaps(links, table, asked);
        const dayOf = (stay: Stay): number => dayNumber(by === 'discharge_date' ? stay.discharge : stay.settled);
        stays.forEach((stay, row) => {
          const expected = literalOverlaps(stays, stay, asked);
          if (overlapping[row] === -1) expect(expected).toEqual([]);
          else expect(expected).toContain(stays[overlapping[row]!]);
          overlapCount += expected.length;
          expect(links.stayNumberOfYear[row]).toBe(literalNumber(stays, stay, dayOf));
        });
      }),
      { numRuns: 2_000, seed: SEED },
    );
    expect(overlapCount).toBeGreaterThan(500);
  });
});

describe('links', () => {
  it('do not depend on the order of rows: shuffled rows give the same facts by case id', () => {
    const shuffled = region.chain((stays) =>
      fc.tuple(fc.constant(stays), fc.shuffledSubarray(stays, { minLength: stays.length, maxLength: stays.length })),
    );
    const factsOf = (stays: readonly Stay[], asked: ReadmissionRule): Map<string, unknown[]> => {
      const { table, links } = linked(stays);
      const id = (row: number): string | undefined => stays[row]?.id;
      const { isHit, otherRow, isJudged } = readmissions(links, table, asked);
      return new Map(
        stays.map((stay, row) => [
          stay.id,
          [
            id(links.previousRow[row]!),
            id(links.nextRow[row]!),
            links.daysSincePrevious[row],
            links.daysToNext[row],
            links.stayNumberOfYear[row],
            id(links.overlappingRow![row]!),
            isHit[row],
            id(otherRow[row]!),
            isJudged[row],
          ],
        ]),
      );
    };
    fc.assert(
      fc.property(shuffled, rule, ([stays, others], asked) => {
        const facts = factsOf(stays, asked);
        for (const [id, other] of factsOf(others, asked)) expect(other).toEqual(facts.get(id));
      }),
      { numRuns: 1_000, seed: SEED },
    );
  });

  it('change nothing of the table they were given', () => {
    fc.assert(
      fc.property(region, (stays) => {
        const text = (table: unknown): string =>
          JSON.stringify(table, (_, part: unknown) => (ArrayBuffer.isView(part) ? [...(part as Int32Array)] : part));
        const { table, links } = linked(stays);
        const order = text(links);
        readmissions(links, table, {
          hospital: 'same',
          group: 'same',
          principal: 'same_code',
          within_days: 9,
          counts: 'first',
        });
        expect(text(table)).toBe(text(stayTable(stays)));
        expect(text(links)).toBe(order);
      }),
      { numRuns: 100, seed: SEED },
    );
  });
});
