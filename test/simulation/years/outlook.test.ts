import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDay } from '../../../src/kernel/day.js';
import type { EngineError } from '../../../src/kernel/errors.js';
import { yearsOptions } from '../../../src/run/simulate-run.js';
import { ageStructure } from '../../../src/simulation/years/age-structure.js';
import { loadOutlook, parseYears } from '../../../src/simulation/years/load-outlook.js';
import { type Outlook, outlookSchema } from '../../../src/simulation/years/outlook-schema.js';
import {
  type BaseFund,
  crossingYear,
  growthIn,
  NO_NOISE,
  projectFund,
} from '../../../src/simulation/years/project-fund.js';
import { yearsTables } from '../../../src/simulation/years/years-tables.js';
import { temporaryFolder } from '../../temporary-folder.js';

const FLAT = { first: 0, last: 0 };
const outlook = (more: object = {}): Outlook =>
  outlookSchema.parse({
    id: 'test',
    ageing: { old_share: 0.2, old_share_step: 0, old_cost_ratio: 4 },
    income_growth: FLAT,
    cost_growth: FLAT,
    recalibration: 'yearly',
    spending: 'cost',
    opening_balance: { employee: 0 },
    ...more,
  });
/** Yuan in, fen inside: 72 million for 900,000 units. */
const BASE: BaseFund = {
  incomeFen: 72_000_000_00,
  spendingFen: 72_000_000_00,
  openingFen: 0,
  cases: 1_000,
  units: 900_000,
  insured: 10_000,
  oldShare: 0.2,
};

describe('M18: a fund over years', () => {
  test('growth moves in equal steps: 10.7 % to 6.2 % over ten years is 0.5 points a year; one year takes the first', () => {
    const growth = { first: 0.107, last: 0.062, spread: 0.01 };
    const path = Array.from({ length: 10 }, (_, i) => growthIn(growth, i + 1, 10, 0));
    expect(path[0]).toBe(0.107);
    expect(path[4]).toBeCloseTo(0.087, 12);
    expect(path[9]).toBeCloseTo(0.062, 12);
    expect(growthIn(growth, 1, 1, 0)).toBe(0.107);
    expect(growthIn(growth, 1, 10, -2)).toBeCloseTo(0.087, 12);
  });

  test('income +5 %, cost +10 %, opening 10 million: 6.4, then −1.34 million: the balance crosses zero in the second year', () => {
    const path = projectFund(
      { ...BASE, openingFen: 10_000_000_00, incomeFen: 72_000_000_00 },
      outlook({ income_growth: { first: 0.05, last: 0.05 }, cost_growth: { first: 0.1, last: 0.1 } }),
      3,
      NO_NOISE,
    );
    expect(path.map(({ carriedFen }) => carriedFen)).toEqual([
      10_000_000_00, 6_400_000_00, -1_340_000_00, -13_823_000_00,
    ]);
    expect(crossingYear(path)).toBe(2);
  });

  test('a balance of exactly 0 has not crossed; none below 0 never crosses', () => {
    expect(crossingYear([{ carriedFen: 0 }, { carriedFen: -1 }])).toBe(1);
    expect(crossingYear([{ carriedFen: 5 }, { carriedFen: 0 }])).toBe(-1);
  });

  test('M12: 21.1 % old at 4 times the cost; 1 point more is need × 1.6630 ÷ 1.6330', () => {
    const ageing = { old_share: 0.211, old_share_step: 0.01, old_cost_ratio: 4 };
    const path = projectFund({ ...BASE, oldShare: 0.211 }, outlook({ ageing }), 1, NO_NOISE);
    expect(path[1]!.cases).toBeCloseTo((1_000 * 1.663) / 1.633, 9);
    expect(path[1]!.spendingFen).toBe(Math.round((72_000_000_00 * 1.663) / 1.633));
  });

  test('4.7: 72 million over 900,000 units is 80.00; units 10 % up at the same budget 72.73', () => {
    const growing = { unit_growth: { first: 0.1, last: 0.1 }, spending: 'budget' };
    const path = projectFund(BASE, outlook({ ...growing, recalibration: 'none' }), 1, NO_NOISE);
    expect(path[0]!.valueFen).toBe(8_000);
    expect(Math.round(path[1]!.fixedBudgetValueFen)).toBe(7_273);
    expect(Math.round(path[1]!.valueFen)).toBe(7_273);
    // Weights made again each year take the drift out: the value stays.
    const again = projectFund(BASE, outlook(growing), 1, NO_NOISE);
    expect(again[1]!.valueFen).toBeCloseTo(8_000, 9);
    expect(again[1]!.scale).toBeCloseTo(1 / 1.1, 12);
  });

  test('interest is on the balance carried in; what is carried is Σ of interest and surplus, to the fen', () => {
    const path = projectFund(
      { ...BASE, openingFen: 1_000_000_33, incomeFen: 73_000_000_00 },
      outlook({ interest: 0.02, cost_growth: { first: 0.03, last: 0.01 } }),
      10,
      NO_NOISE,
    );
    let carried = 1_000_000_33;
    for (const year of path) {
      expect(year.interestFen).toBe(Math.sign(carried) * Math.round(Math.abs(carried) * 0.02));
      carried += year.interestFen + year.incomeFen - year.spendingFen;
      expect(year.carriedFen).toBe(carried);
    }
  });
});

describe('tables and intervals', () => {
  const uncertain = outlook({
    income_growth: { first: 0.05, last: 0.05, spread: 0.01 },
    cost_growth: { first: 0.06, last: 0.06, spread: 0.01 },
    replicates: 200,
  });
  const funds = new Map([
    ['employee', { ...BASE, openingFen: 5_000_000_00 }],
    ['resident', BASE],
  ]);
  const tables = (seed: number, about = uncertain) =>
    yearsTables([{ side: 'baseline', funds }], about, { from: 2026, until: 2036 }, seed);
  const column = (table: ReturnType<typeof tables>['years'], name: string) => table.columns[name] as Float64Array;

  test('eleven years of two funds and their total; money of the total is that of the funds', () => {
    const { years } = tables(1);
    expect(years.rowCount).toBe(33);
    for (const name of ['income', 'spending', 'surplus', 'carried']) {
      const values = column(years, name);
      for (let year = 0; year <= 10; year++) expect(values[22 + year]).toBe(values[year]! + values[11 + year]!);
    }
  });

  test('the base year is certain, later years widen; the same seed gives the same ends, another others', () => {
    const { years } = tables(1);
    const [low, high] = [column(years, 'low_carried'), column(years, 'high_carried')];
    expect(low[0]).toBe(high[0]);
    for (let year = 2; year <= 10; year++)
      expect(high[year]! - low[year]!).toBeGreaterThan(high[year - 1]! - low[year - 1]!);
    expect(tables(1)).toEqual(tables(1));
    expect(column(tables(2).years, 'low_carried')[9]).not.toBe(low[9]);
  });

  test('a year of crossing with its interval and the share of draws that cross; without spread all agree', () => {
    const { crossings } = tables(1);
    const text = (name: string) => (crossings.columns[name] as readonly string[])[0]!;
    const [low, own, high] = [text('low_crossing_year'), text('crossing_year'), text('high_crossing_year')];
    expect(low <= own && own <= high).toBe(true);
    const share = (crossings.columns.share_crossing as Float64Array)[0]!;
    expect(share).toBeGreaterThan(0.5);
    const sure = tables(1, outlook({ cost_growth: { first: 0.05, last: 0.05 }, replicates: 50 })).crossings;
    const sureText = (name: string) => (sure.columns[name] as readonly string[])[0]!;
    expect(sureText('low_crossing_year')).toBe(sureText('high_crossing_year'));
    expect((sure.columns.share_crossing as Float64Array)[0]).toBe(1);
  });

  test('without replicates the ends are blank, not 0', () => {
    const { years } = tables(1, outlook({ replicates: 0 }));
    expect(column(years, 'low_carried').every(Number.isNaN)).toBe(true);
  });
});

describe('people and bad input', () => {
  const folder = temporaryFolder();
  const code = (read: () => unknown): string => {
    try {
      read();
    } catch (error) {
      return (error as EngineError).code;
    }
    return '';
  };

  test('population.csv: 2,110 of 10,000 are 60 or older on the last day of the year; a band across 60 is refused', () => {
    const rows = [
      { region: 'A', insurance: 'resident', age_from: 0, age_until: 59, insured: 7_890 },
      { region: 'A', insurance: 'resident', age_from: 60, insured: 2_110 },
      { region: 'A', insurance: 'resident', age_from: 60, insured: 9_999, until: parseDay('2026-12-30') },
    ];
    expect(ageStructure(rows, 60, 2026).get('resident')).toEqual({ insured: 10_000, oldShare: 0.211 });
    expect(
      code(() => ageStructure([{ insurance: 'resident', age_from: 45, age_until: 60, insured: 1 }], 60, 2026)),
    ).toBe('outlook_population_band');
  });

  test('an outlook without growth, ageing or a share of the old is refused; years are first..last', () => {
    const path = join(folder, 'outlook.yaml');
    writeFileSync(path, 'id: x\nageing: {old_share_step: 0, old_cost_ratio: 4}\n');
    expect(code(() => loadOutlook(path))).toBe('outlook_invalid');
    writeFileSync(
      path,
      'id: x\nageing: {old_share_step: 0, old_cost_ratio: 4}\nincome_growth: {first: 0, last: 0}\ncost_growth: {first: 0, last: 0}\nrecalibration: none\nspending: cost\nopening_balance: {}\n',
    );
    expect(code(() => loadOutlook(path))).toBe('outlook_old_share_missing');
    expect(parseYears('2026..2036')).toEqual({ from: 2026, until: 2036 });
    for (const wrong of ['2026', '2036..2026', '2026..2026', '2026..2077']) {
      expect(
        code(() => parseYears(wrong)),
        wrong,
      ).toBe('outlook_years');
    }
    expect(parseYears('2026..2076').until).toBe(2076);
    expect(code(() => yearsOptions(undefined, '2026..2030'))).toBe('outlook_half_given');
    expect(code(() => yearsOptions(path, undefined))).toBe('outlook_half_given');
  });
});
