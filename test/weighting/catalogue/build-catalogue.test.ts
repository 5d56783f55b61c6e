import { describe, expect, test } from 'vitest';
import { matchDip } from '../../../src/grouping/dip/interpreter/match-dip.js';
import { formatDecimal } from '../../../src/kernel/decimal.js';
import { scoreUnit } from '../../../src/weighting/calibrated-unit.js';
import { coreShare } from '../../../src/weighting/catalogue/built-catalogue.js';
import {
  build,
  buildFrom,
  codesOf,
  countedIn,
  eachYear,
  entryOf,
  historyOf,
  listsOf,
  matchedTo,
  type PastCase,
  recordOf,
  times,
  writtenAs,
} from './catalogue-cases.js';

const APPENDIX: PastCase = { dx: 'K35.800', px: ['47.0901'] };
/** Keeps the three years filled. */
const OTHERS = eachYear(20, { dx: 'J18.900' });

describe('core entries at the threshold (rules 2.6, 13)', () => {
  test('15 cases a year are enough: 45 cases of three years are core, 44 are a comprehensive group', () => {
    const at = (count: number) =>
      build([...OTHERS, ...times(count, APPENDIX)], { rules: { comprehensiveThreshold: 1 } });
    expect(codesOf(at(45))).toEqual(['J18.9', 'K35.8:47.0901', 'KBBZ']);
    expect(codesOf(at(44))).toEqual(['J18.9', 'K35:SS', 'KBBZ']);
  });

  test('by the last year alone 15 of it are enough and 14 are not, whatever the years before had', () => {
    const at = (last: number) =>
      codesOf(
        build([...OTHERS, ...times(300, { ...APPENDIX, year: 2023 }), ...times(last, APPENDIX)], {
          rules: { thresholdBy: 'last_year' },
        }),
      );
    expect(at(15)).toContain('K35.8:47.0901');
    expect(at(14)).not.toContain('K35.8:47.0901');
  });

  test('the principal is cut to category, subcategory or left whole', () => {
    const cases = [...OTHERS, ...eachYear(15, APPENDIX)];
    const code = (principal: 'category' | 'subcategory' | 'full') => codesOf(build(cases, { rules: { principal } }))[1];
    expect([code('category'), code('subcategory'), code('full')]).toEqual([
      'K35:47.0901',
      'K35.8:47.0901',
      'K35.800:47.0901',
    ]);
  });

  test('an extension with too few cases goes with the code that it extends; one with enough stands by itself', () => {
    const cases = (extended: number) => [
      ...OTHERS,
      ...eachYear(20, { dx: 'K35.800' }),
      ...eachYear(extended, { dx: 'K35.800x001' }),
    ];
    const few = build(cases(14), { rules: { principal: 'full' } });
    expect(entryOf(few, 'K35.800').casesByYear).toEqual([34, 34, 34]);
    const enough = build(cases(15), { rules: { principal: 'full' } });
    expect(entryOf(enough, 'K35.800').casesByYear).toEqual([20, 20, 20]);
    expect(entryOf(enough, 'K35.800x001').casesByYear).toEqual([15, 15, 15]);
  });

  test('coverage of 95 % lowers the threshold to the highest that reaches it, and no further', () => {
    // 100 + 12 + 7 + 6 a year: 80 % at 15, 89.6 % at 12, 95.2 % at 7.
    const cases = [
      ...eachYear(100, { dx: 'J18.900' }),
      ...eachYear(12, { dx: 'K35.800' }),
      ...eachYear(7, { dx: 'I10.x00' }),
      ...eachYear(6, { dx: 'N20.000' }),
    ];
    const built = build(cases, { rules: { coverage: { digits: 95, scale: 2 } } });
    expect([built.threshold, coreShare(built)]).toEqual([7, 119 / 125]);
    // Exactly on the share: 112 of 125 are 89.6 %.
    expect(build(cases, { rules: { coverage: { digits: 896, scale: 3 } } }).threshold).toBe(12);
    expect(build(cases, { rules: { coverage: { digits: 897, scale: 3 } } }).threshold).toBe(7);
    expect(build(cases).threshold).toBe(15);
  });

  test('a core share of 85 % is told as low, one above it is not', () => {
    const at = (core: number) => {
      const built = build([...eachYear(core, { dx: 'J18.900' }), ...eachYear(100 - core, { dx: 'K35.800' })], {
        rules: { threshold: 20, comprehensiveThreshold: 1 },
      });
      return [coreShare(built), built.findings.some(({ code }) => code === 'catalogue_core_share_low')];
    };
    expect(at(85)).toEqual([0.85, true]);
    expect(at(86)).toEqual([0.86, false]);
  });
});

describe('related procedures (rules 2.6)', () => {
  const cases = (withIt: number) => [
    ...OTHERS,
    ...eachYear(40, { ...APPENDIX, yuan: 1000 }),
    ...eachYear(20, { ...APPENDIX, px: ['47.0901', '54.5101'], yuan: withIt }),
  ];

  test('cases with it cost 10 % more: it counts at 1,100.00 against 1,000.00 and not at 1,099.99', () => {
    expect(codesOf(build(cases(1100)))).toContain('K35.8:47.0901_54.5101');
    expect(codesOf(build(cases(1099.99)))).not.toContain('K35.8:47.0901_54.5101');
    expect(entryOf(build(cases(1099.99)), 'K35.8:47.0901').casesByYear).toEqual([60, 60, 60]);
  });

  test('a procedure that every case has tells nothing apart', () => {
    const all = [...OTHERS, ...eachYear(40, { ...APPENDIX, px: ['47.0901', '54.5101'], yuan: 5000 })];
    expect(codesOf(build(all))).toEqual(['J18.9', 'K35.8:47.0901', 'KBBZ']);
  });

  test('a combination with too few cases goes to the largest it has whole, equally large ones by code', () => {
    const px = (...codes: string[]): PastCase => ({ ...APPENDIX, px: ['47.0901', ...codes], yuan: 9000 });
    const built = build([
      ...OTHERS,
      ...eachYear(60, { ...APPENDIX, yuan: 1000 }),
      ...eachYear(20, px('54.5101')),
      ...eachYear(20, px('45.1600x001')),
      ...eachYear(5, px('54.5101', '45.1600x001')),
    ]);
    expect(entryOf(built, 'K35.8:47.0901_45.1600x001').casesByYear).toEqual([25, 25, 25]);
    expect(entryOf(built, 'K35.8:47.0901_54.5101').casesByYear).toEqual([20, 20, 20]);
    expect(entryOf(built, 'K35.8:47.0901').casesByYear).toEqual([60, 60, 60]);
    // Grouping under the written catalogue breaks the tie alike.
    const both = px('54.5101', '45.1600x001');
    expect(matchDip(writtenAs(built).document, recordOf(both)).group).toBe('K35.8:47.0901_45.1600x001');
  });
});

describe('what no core entry takes', () => {
  test('goes to category and class from 15 a year, else to chapter and class, else to the blank group', () => {
    const built = build([
      ...OTHERS,
      ...eachYear(8, { dx: 'K35.800', px: ['47.0901'] }),
      ...eachYear(7, { dx: 'K35.900', px: ['47.0100'] }),
      ...eachYear(9, { dx: 'K80.200', px: ['96.7201'] }),
      ...eachYear(9, { dx: 'K81.000', px: ['96.7201'] }),
      ...eachYear(3, { dx: 'N20.000' }),
    ]);
    expect(codesOf(built)).toEqual(['J18.9', 'K35:SS', 'K00-K93:ZLXCZ', 'KBBZ']);
    expect(built.entries.slice(1).map(({ casesByYear }) => casesByYear[0])).toEqual([15, 18, 3]);
    expect(built.below[0]).toEqual({ diagnosis: 'K80.200', main: '96.7201', cases: 27, group: 'K00-K93:ZLXCZ' });
  });

  test('the highest class of the case decides: a diagnostic procedure first and a surgical one behind it is surgical', () => {
    const built = build([...OTHERS, ...eachYear(8, { dx: 'K35.800', px: ['45.1600x001', '54.5101'] })], {
      rules: { comprehensiveThreshold: 8 },
    });
    expect(codesOf(built)).toContain('K35:SS');
  });

  test('excluded principals, cases without one, without a cost or too long make no catalogue', () => {
    const cases = [...OTHERS, { dx: 'Z51.100' }, { dx: '' }, { dx: 'J18.900', yuan: 0 }];
    const built = build(cases, { lists: listsOf({}, ['Z51.100']) });
    expect([built.cases, built.part.length]).toEqual([60, 63]);
    expect([...built.part.slice(60)]).toEqual([0, 0, 0]);
  });
});

describe('which procedure leads', () => {
  const cases = eachYear(20, { dx: 'K35.800', px: ['99.2501', '47.0901'] });
  const excluded = { '99.2501': { rule: 'conservative' } } as const;

  test('an excluded first procedure gives way to the next, or makes the case conservative, as the scheme says', () => {
    expect(codesOf(build(cases, { lists: listsOf(excluded) }))[0]).toBe('K35.8:47.0901');
    const lists = listsOf(excluded);
    const options = { ...lists.options, excluded_first: 'conservative' as const };
    expect(codesOf(build(cases, { lists: { ...lists, options } }))[0]).toBe('K35.8');
  });

  test('an endoscopy leads only with principals of its scope', () => {
    const scoped = {
      '99.2501': { rule: 'main_only_for_scope', scope: [{ kind: 'range', from: 'K20', to: 'K93' }] },
    } as const;
    expect(codesOf(build(cases, { lists: listsOf(scoped) }))[0]).toBe('K35.8:99.2501');
    const other = cases.map((one) => ({ ...one, dx: 'N20.000' }));
    expect(codesOf(build(other, { lists: listsOf(scoped) }))[0]).toBe('N20.0:47.0901');
  });
});

describe('scores of a catalogue (rules 2.1, 2.2)', () => {
  // Yearly means of J18.9 9,000, 9,500 and 10,200; of all cases 11,000, 11,400 and 12,000.
  const years: readonly PastCase[] = [
    ...times(15, { dx: 'J18.900', yuan: 9000, year: 2023 }),
    ...times(15, { dx: 'K35.800', yuan: 13_000, year: 2023 }),
    ...times(15, { dx: 'J18.900', yuan: 9500, year: 2024 }),
    ...times(15, { dx: 'K35.800', yuan: 13_300, year: 2024 }),
    ...times(15, { dx: 'J18.900', yuan: 10_200, year: 2025 }),
    ...times(15, { dx: 'K35.800', yuan: 13_800, year: 2025 }),
  ];
  const score = (unit = scoreUnit(4)) => formatDecimal(entryOf(build(years, { unit }), 'J18.9').figures.weight!);

  test('9,940 / 11,780 × 1,000 is 843.8031 by 1:2:7, which three years have without being told', () => {
    const built = build(years);
    expect([built.years, built.factors]).toEqual([
      [2023, 2024, 2025],
      [1, 2, 7],
    ]);
    expect([entryOf(built, 'J18.9').figures.meanFen, built.weights.regionMeanFen]).toEqual([994_000, 1_178_000]);
    expect(score()).toBe('843.8031');
    const { document } = writtenAs(built);
    expect(document.entries[0]).toMatchObject({ code: 'J18.9', meanCostFen: 994_000 });
    expect(formatDecimal(document.entries[0]!.score!)).toBe('843.8031');
  });

  test('against a benchmark entry of 13,620 it is 729.8091, against a quota of 100 yuan 99.40', () => {
    expect(score(scoreUnit(4, { group: 'K35.8' }))).toBe('729.8091');
    expect(score(scoreUnit(4, { quotaFen: 10_000 }))).toBe('99.4000');
    expect(() => score(scoreUnit(4, { group: 'Z99.9' }))).toThrow('benchmark group Z99.9');
  });

  test('drug mean 3,000 of an entry over 2,000 of all is a drug score of 1.5', () => {
    const built = build([
      ...eachYear(20, { dx: 'J18.900', yuan: 9000, drug: 3000 }),
      ...eachYear(20, { dx: 'K35.800', yuan: 9000, drug: 1000 }),
    ]);
    expect(entryOf(built, 'J18.9').figures.drugScore).toEqual({ digits: 15, scale: 1 });
    expect(entryOf(built, 'J18.9').figures.consumableScore).toBeUndefined();
  });

  test('a score that rounds to 0 is an error with the entry and the remedy; a further decimal clears it', () => {
    const cases = [...eachYear(20, { dx: 'J18.900', yuan: 0.4 }), ...eachYear(20, { dx: 'K35.800', yuan: 1999.6 })];
    const zero = (decimals: number) =>
      build(cases, { unit: scoreUnit(decimals) }).findings.filter(({ code }) => code === 'catalogue_score_zero');
    expect(zero(0)).toMatchObject([{ severity: 'error', path: 'J18.9' }]);
    expect(zero(0)[0]!.en).toContain('mean cost 0.40');
    expect(zero(1)).toEqual([]);
  });
});

describe('review', () => {
  test('few cases in the last year, a CV above the limit and a year without cases are told with their entries', () => {
    const built = build([
      ...OTHERS,
      ...times(40, { dx: 'K35.800', year: 2023 }),
      ...times(14, { dx: 'K35.800', year: 2025 }),
      ...eachYear(28, { dx: 'I10.x00', yuan: 100 }),
      ...eachYear(2, { dx: 'I10.x00', yuan: 30_000 }),
    ]);
    const told = new Map(built.findings.map(({ code, en }) => [code, en]));
    expect(told.get('catalogue_few_recent')).toMatch(/fewer than 15 cases in the last year.*K35\.8$/);
    expect(told.get('catalogue_cv_high')).toMatch(/^1 entries have a CV above 1;.*I10\.x$/);
    expect(told.get('catalogue_year_gap')).toMatch(/K35\.8$/);
    expect(told.get('catalogue_blank_empty')).toContain('KBBZ');
  });
});

describe('years', () => {
  const inYears = (...years: number[]) => years.flatMap((year) => times(60, { dx: 'J18.900', year }));

  test('a year without cases between others is named', () => {
    expect(() => build(inYears(2022, 2024))).toThrow(
      'the year 2023 has no usable case, though 2022 to 2024 were given',
    );
  });

  test('four years, or factors of another number, are refused; two years weigh 2:7', () => {
    expect(() => build(inYears(2022, 2023, 2024, 2025))).toThrow('at most 3');
    expect(() => build(inYears(2024, 2025), { factors: [1, 2, 7] })).toThrow('3 factors, the cases have 2 years');
    expect(build(inYears(2024, 2025)).factors).toEqual([2, 7]);
  });

  test('without the column of dates the column is named', () => {
    const history = historyOf(inYears(2025));
    const { discharge_date, ...columns } = history.columns;
    expect(discharge_date).toBeDefined();
    expect(() => buildFrom({ ...history, columns })).toThrow('lack the column discharge_date');
  });

  test('a case whose date is missing is not counted', () => {
    expect(build([...inYears(2025), { dx: 'J18.900', year: Number.NaN }]).cases).toBe(60);
  });

  test('a threshold that nothing reaches is refused with the largest number found', () => {
    expect(() => build(inYears(2025), { rules: { threshold: 61 } })).toThrow('the largest has 60');
  });
});

test('every case is in the entry it was counted in when the written catalogue groups it', () => {
  const cases = [
    ...OTHERS,
    ...eachYear(20, APPENDIX),
    ...eachYear(16, { ...APPENDIX, px: ['47.0901', '54.5101'], yuan: 4000 }),
    ...eachYear(3, { dx: 'K35.900', px: ['54.5101', '47.0901'] }),
    ...eachYear(1, { dx: 'ZZZ', px: ['47.0100'] }),
    { dx: '' },
  ];
  const built = build(cases, { rules: { comprehensiveThreshold: 2 } });
  expect(new Set(countedIn(built)).size).toBe(6);
  expect(matchedTo(built, cases, writtenAs(built).document)).toEqual(countedIn(built));
});
