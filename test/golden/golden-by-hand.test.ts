import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type HandAccount, isGroupPaid, statementByHand } from './by-hand/hand-clearing.js';
import { readHandPolicy } from './by-hand/hand-policy.js';
import type { HandPrice } from './by-hand/hand-prices.js';
import { changeOf, classOf, type Figure, figuresOf, fundFigures, isShown, relativeOf } from './by-hand/hand-tables.js';
import { reasonLeftOut } from './by-hand/hand-weights.js';
import { fenOf, readCsv, yuanOf } from './by-hand/plain-numbers.js';
import { workByHand, worksheetByHand } from './by-hand/work-by-hand.js';
import { EXPECTED, GOLDEN, INPUT } from './golden-run.js';

const work = workByHand(INPUT);
const committed = (name: string): string => readFileSync(join(EXPECTED, name), 'utf8');
const table = (name: string): Record<string, string>[] => readCsv(committed(name));
const SIDES = ['baseline', 'reform'] as const;

describe('the calculation by hand', () => {
  test('takes no arithmetic from src: only the literal interpreter and the scheme’s files', () => {
    for (const file of readdirSync(join(GOLDEN, 'by-hand'))) {
      const imports = readFileSync(join(GOLDEN, 'by-hand', file), 'utf8').match(/from '[^']*src[^']*'/g) ?? [];
      const allowed = /grouping\/interpreter\/interpret-case|schemes\/(load-scheme|scheme-document)/;
      expect(
        imports.filter((line) => !allowed.test(line)),
        file,
      ).toEqual([]);
    }
  });

  test('finds the same two rejected rows', () => {
    const rows = table('result/rejected.csv');
    expect(rows.map(({ row, column, code }) => [row, column, code])).toEqual([
      ['51', 'total_cost', 'cell_not_a_number'],
      ['152', 'discharge_date', 'row_discharge_before_admission'],
    ]);
    const year = readCsv(readFileSync(join(INPUT, 'year.csv'), 'utf8'));
    expect(rows.map(({ row }) => year[Number(row) - 1]!.case_id)).toEqual(work.rejected);
  });
});

describe('groups', () => {
  test('of every row of both files are those of the literal interpreter; each main reason occurs', () => {
    const groups = table('groups.csv');
    expect(groups).toHaveLength(202);
    // Grouping alone does not read charges, so it has a group for the row whose charges are no number.
    const accepted = groups.filter(({ case_id }) => !work.rejected.includes(case_id!));
    expect(accepted.map(({ case_id, group, status }) => [case_id, group, status])).toEqual(
      work.cases.map(({ row, group, status }) => [row.case_id, group, status]),
    );
    expect(table('history-groups.csv').map(({ case_id, group, status }) => [case_id, group, status])).toEqual(
      work.history.map(({ row, group, status }) => [row.case_id, group, status]),
    );
    expect([...new Set(groups.map(({ reason }) => reason))].sort()).toEqual([
      '',
      'in_no_group',
      'missing_age_days',
      'missing_age_years',
      'missing_birth_weight_g',
      'missing_sex',
      'no_principal',
      'not_allowed_as_principal',
      'row_discharge_before_admission',
      'sex_conflict',
      'unknown_principal',
    ]);
  });
});

describe('weights', () => {
  test('the worksheet is the calculation’s: quartiles, fences, trimmed bills, sums', () => {
    expect(worksheetByHand(INPUT)).toBe(committed('weights-worksheet.csv'));
  });

  test('cases, kept cases, means, weights, CV and status of all groups, region mean and RIV', () => {
    const text = committed('weights.csv');
    const comments = Object.fromEntries([...text.matchAll(/^# (\w+): (.*)$/gm)].map((match) => [match[1], match[2]]));
    expect(comments).toMatchObject({
      region_mean_cost: work.weights.regionMean,
      cases: String(work.weights.cases),
      kept_cases: String(work.weights.kept),
      riv: work.weights.riv,
    });
    expect(comments).toMatchObject({ region_mean_cost: '10000.00', cases: '338', kept_cases: '327' });
    const rows = readCsv(text.replace(/^#.*\n/gm, ''));
    expect(rows.map(({ group }) => group)).toEqual(work.weights.rows.map(({ group }) => group));
    for (const [place, row] of rows.entries()) {
      const { group, cases, kept, mean, weight, cv, status } = work.weights.rows[place]!;
      const { name: _, ...found } = row;
      expect(found).toEqual({
        group,
        cases: String(cases),
        kept_cases: String(kept),
        mean_cost: mean,
        weight,
        cv,
        status,
      });
    }
  });

  test('a bill on a fence is kept and one fen beyond is trimmed; eight past cases are left out before', () => {
    const sheet = table('weights-worksheet.csv').find(({ group }) => group === 'GE29')!;
    expect(sheet).toMatchObject({ lower_fence: '4000.0000', upper_fence: '12000.0000', kept: '27', weight: '0.8000' });
    expect(sheet.trimmed!.split(' ').map((bill) => bill.split('=')[1])).toEqual(['12000.01', '3999.99']);
    const policy = readHandPolicy(readFileSync(join(INPUT, 'policy.yaml'), 'utf8'));
    const reasons = work.history.map((one) => reasonLeftOut(one, policy)).filter((reason) => reason !== '');
    expect(reasons.sort()).toEqual([
      'long_stay',
      'no_cost',
      'no_cost',
      'not_grouped',
      'not_grouped',
      'paid_year',
      'payment_kind',
      'payment_kind',
    ]);
  });

  test('every way to a weight occurs: own mean, mean of the ADRG, too few cases, none at all', () => {
    const occurring = new Set(work.cases.filter(({ status }) => status === 'grouped').map(({ group }) => group));
    const ways = new Set(work.weights.rows.filter(({ group }) => occurring.has(group)).map(({ status }) => status));
    expect([...ways].sort()).toEqual(['empty', 'fallback', 'stable', 'unstable']);
    expect(occurring.size).toBe(13);
  });
});

describe.each(SIDES)('prices, %s', (side) => {
  const rows = table(`priced-${side}.csv`);

  test('weight, standard, method, band and the parts of each of the 200 cases', () => {
    expect(rows).toHaveLength(200);
    for (const [place, one] of work.prices[side].entries()) {
      const cost = fenOf(one.row.total_cost!);
      expect(rows[place]).toMatchObject({
        case_id: one.row.case_id,
        group: one.group,
        status: one.status,
        weight: one.weight,
        standard: isGroupPaid(one) ? yuanOf(one.standard) : '',
        method: one.method,
        band: one.band,
        pay: yuanOf(one.pay),
        fund: yuanOf(one.fund),
        patient: yuanOf(one.patient),
        recorded_fund: yuanOf(one.recorded),
        total_cost: cost === undefined ? '' : yuanOf(cost),
      });
    }
  });

  test('every way to a price occurs', () => {
    expect([...new Set(rows.map(({ method }) => method))].sort()).toEqual([
      'by_item_kind',
      'by_item_no_pool',
      'by_item_ungrouped',
      'by_item_unknown_hospital',
      'by_item_unrelated',
      'by_item_unweighted',
      'outlier',
      'standard',
      'unpriced_missing_amount',
    ]);
    expect([...new Set(rows.map(({ band }) => band))].sort()).toEqual(['', 'high', 'low']);
  });
});

describe('the cases that stand on an edge, baseline', () => {
  const noted = (note: string): HandPrice => {
    const found = work.prices.baseline.filter(({ row }) => row.note!.startsWith(note));
    expect(found, note).toHaveLength(1);
    return found[0]!;
  };
  const shown = ({ band, standard, pay, fund, isFloored }: HandPrice) => [
    band,
    yuanOf(standard),
    yuanOf(pay),
    yuanOf(fund),
    isFloored,
  ];

  test.each([
    ['one fen below 0.4', 'low', '8100.00', '3239.99', '1943.99'],
    ['exactly 0.4', '', '8100.00', '8100.00', '6804.00'],
    ['one fen above 0.4', '', '8100.00', '8100.00', '6804.00'],
    ['one fen below 3 times', '', '8100.00', '8100.00', '3800.00'],
    ['exactly 3 times', '', '8100.00', '8100.00', '3800.00'],
    ['one fen above 3 times', 'high', '8100.00', '8100.01', '3800.01'],
    ['below 0.4 but died', '', '5400.00', '5400.00', '5000.00'],
    ['high outlier: five times', 'high', '6000.00', '14400.00', '11400.00'],
    ['low outlier: paid by item', 'low', '4800.00', '1500.00', '1050.00'],
    ['last day of the rate 10,000', '', '9000.00', '9000.00', undefined],
    ['first day of the rate 10,500', '', '9450.00', '9450.00', undefined],
    ['standard 6,457.185 rounds up', '', '6457.19', '6457.19', undefined],
  ])('%s: band "%s", standard %s, pay %s', (note, band, standard, pay, fund) => {
    const one = noted(note);
    expect(shown(one)).toEqual([band, standard, pay, fund ?? yuanOf(one.fund), false]);
  });

  test('a patient who paid more than the standard leaves the fund nothing to pay, and nothing to get back', () => {
    expect(shown(noted("patient's part 9,999.99"))).toEqual(['', '6426.00', '9999.99', '0.00', true]);
  });
});

describe.each(SIDES)('clearing, %s', (side) => {
  const { accounts } = work.sides[side];
  const statements = table(`statements-${side}.csv`);
  const linesOf = ({ hospital, insurance }: HandAccount): Record<string, string>[] =>
    statements.filter((line) => line.hospital_id === hospital && line.insurance === insurance);

  test('every statement adds up from its printed lines alone', () => {
    const seen = new Set<string>();
    let running = 0n;
    for (const { hospital_id, insurance, role, amount, line } of statements) {
      const account = `${hospital_id} ${insurance}`;
      if (!seen.has(account)) running = 0n;
      seen.add(account);
      if (role === 'term') running += fenOf(amount!)!;
      if (role === 'total') expect(amount, `${account} ${line}`).toBe(yuanOf(running));
    }
    expect(seen.size).toBe(accounts.length);
  });

  test('every line of every statement is the amount by hand, and no line is missing', () => {
    for (const account of accounts) {
      const amounts = statementByHand(account);
      const lines = linesOf(account).filter(({ line }) => line !== 'reserve');
      const name = `${account.hospital} ${account.insurance}`;
      expect(lines.map(({ line }) => line).sort(), name).toEqual([...amounts.keys()].sort());
      for (const { line, amount } of lines) expect(amount, `${name} ${line}`).toBe(yuanOf(amounts.get(line!)!));
      const retention = lines.find(({ line }) => line === 'retention');
      expect(retention?.band, name).toBe(account.retention?.band);
    }
  });

  test('every cell’s share of the clearing, by largest remainder', () => {
    const found = table(`cells-${side}.csv`).map((cell) =>
      [cell.hospital_id, cell.insurance, cell.department, cell.group, cell.cases, cell.fund_before_clearing]
        .concat(cell.clearing_adjustment, cell.fund)
        .join(' '),
    );
    const byHand = accounts
      .flatMap(({ cells }) => cells)
      .map(({ hospital, insurance, department, group, cases, adjustment }) => {
        const before = cases.reduce((sum, one) => sum + one.fund, 0n);
        const amounts = [before, adjustment, before + adjustment].map(yuanOf).join(' ');
        return `${hospital} ${insurance} ${department} ${group} ${cases.length} ${amounts}`;
      });
    expect(found.sort()).toEqual(byHand.sort());
  });
});

test('baseline bands: one hospital low, kept, shared and beyond, and accounts exactly on 0.8, 1.0 and 1.1', () => {
  const bandOf = Object.fromEntries(
    work.sides.baseline.accounts.map(({ hospital, insurance, retention }) => [
      `${hospital} ${insurance}`,
      retention?.band,
    ]),
  );
  expect(bandOf).toMatchObject({
    'H01 employee': 'kept',
    'H02 employee': 'shared',
    'H03 employee': 'beyond',
    'H04 employee': 'low',
    'H02 resident': 'kept',
    'H04 resident': 'kept',
    'H03 resident': 'shared',
  });
  const ratio = (hospital: string): bigint[] => {
    const account = work.sides.baseline.accounts.find(
      (one) => one.hospital === hospital && one.insurance === 'resident',
    )!;
    return [account.retention!.recorded * 10n, account.retention!.standard];
  };
  for (const [hospital, tenths] of [
    ['H02', 8n],
    ['H04', 10n],
    ['H03', 11n],
  ] as const) {
    const [recorded, standard] = ratio(hospital) as [bigint, bigint];
    expect(recorded, hospital).toBe(standard * tenths);
  }
});

describe('result tables', () => {
  const cellsOf = (side: (typeof SIDES)[number]) => work.sides[side].accounts.flatMap(({ cells }) => cells);
  const register = new Map(work.register.map((row) => [row.hospital_id!, row]));
  const levelOf = (hospital: string): string => register.get(hospital)?.level_class ?? 'unknown';
  const weightOf = new Map(work.weights.rows.map((row) => [row.group, row]));
  type Cell = ReturnType<typeof cellsOf>[number];
  type Row = Readonly<Record<string, string>>;

  /** Figures of one row beside those that every table has. */
  const own: Record<string, (row: Row) => Record<string, Figure>> = {
    groups: ({ group }) => {
      const row = weightOf.get(group!);
      const weight = row === undefined || row.weight === '' ? undefined : BigInt(row.weight.replace('.', ''));
      const cv = row === undefined || row.cv === '' ? undefined : Number(row.cv);
      return {
        weight: { kind: 'weight', value: weight },
        cv: { kind: 'quotient', value: cv },
        weight_status: { kind: 'text', value: row?.status ?? '' },
      };
    },
    levels: ({ level_class }) => {
      const hospitals = new Set(cellsOf('baseline').map(({ hospital }) => hospital));
      const found = [...hospitals].filter((hospital) => levelOf(hospital) === level_class);
      return { hospitals: { kind: 'count', value: BigInt(found.length) } };
    },
  };
  const describedBy: Record<string, (row: Row) => Record<string, string>> = {
    hospitals: ({ hospital_id }) => ({
      hospital_name: register.get(hospital_id!)?.name ?? '',
      level: register.get(hospital_id!)?.level ?? '',
      level_class: levelOf(hospital_id!),
    }),
    departments: ({ hospital_id }) => ({ hospital_name: register.get(hospital_id!)?.name ?? '' }),
    groups: ({ group }) => ({ adrg: weightOf.has(group!) ? group!.slice(0, 3) : group === '0000' ? '' : 'QY' }),
  };
  const isIn: Record<string, (cell: Cell, row: Row) => boolean> = {
    hospitals: (cell, row) => cell.hospital === row.hospital_id,
    departments: (cell, row) => cell.hospital === row.hospital_id && cell.department === row.department,
    groups: (cell, row) => cell.group === row.group,
    insurance: (cell, row) => cell.insurance === row.insurance,
    levels: (cell, row) => levelOf(cell.hospital) === row.level_class,
    fund: () => false,
  };
  const ROWS = { hospitals: 5, departments: 27, groups: 16, insurance: 3, levels: 4, fund: 4 };

  test.each(Object.keys(isIn))('every figure of %s.csv, baseline, reform, change and relative change', (name) => {
    const rows = table(`result/${name}.csv`);
    expect(rows).toHaveLength(ROWS[name as keyof typeof ROWS]);
    let checked = 0;
    let cases = 0n;
    for (const row of rows) {
      const figures = (side: (typeof SIDES)[number]): Record<string, Figure> =>
        name === 'fund'
          ? fundFigures(row.insurance!, work.sides[side])
          : {
              ...figuresOf(
                cellsOf(side).filter((cell) => isIn[name]!(cell, row)),
                work.sides[side].policy,
              ),
              ...own[name]?.(row),
            };
      const [before, after] = [figures('baseline'), figures('reform')];
      const place = Object.values(row)[0];
      for (const [column, printed] of Object.entries(row)) {
        const match = /^(baseline|reform|change|relative)_(.*)$/.exec(column);
        if (match === null) continue;
        const [was, is] = [before[match[2]!], after[match[2]!]];
        if (was === undefined || is === undefined) throw new Error(`${name}.${column} is not worked out by hand`);
        const figure =
          match[1] === 'baseline'
            ? was
            : match[1] === 'reform'
              ? is
              : match[1] === 'change'
                ? changeOf(was, is)
                : relativeOf(was, is);
        const shown = figure.value === undefined ? 'blank' : String(figure.value);
        expect(isShown(printed, figure, 4), `${name} ${place} ${column}: ${printed} printed, ${shown} by hand`).toBe(
          true,
        );
        checked += 1;
      }
      expect(row).toMatchObject(describedBy[name]?.(row) ?? {});
      if (name === 'hospitals') {
        const incomes = [before.income!.value, after.income!.value] as [bigint, bigint];
        expect(row.class, row.hospital_id).toBe(classOf(...incomes));
      }
      if (row.insurance !== 'total') cases += before.cases!.value as bigint;
    }
    expect(cases).toBe(200n);
    expect(checked).toBeGreaterThan(rows.length * 50);
  });
});
