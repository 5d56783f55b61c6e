import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, test } from 'vitest';
import { renderInStay } from '../../../src/cli/render-in-stay.js';
import { alertOf } from '../../../src/indicators/in-stay/in-stay-alerts.js';
import { inStayTable } from '../../../src/indicators/in-stay/in-stay-table.js';
import { dayOf } from '../../../src/kernel/day.js';
import { EngineError } from '../../../src/kernel/errors.js';
import { inlineExecutor } from '../../../src/kernel/executor.js';
import { packageRoot } from '../../../src/kernel/package-root.js';
import { formatCell } from '../../../src/report/report-cell.js';
import { writeTablesWorkbook } from '../../../src/report/workbook/write-tables-workbook.js';
import { type InStayRunOptions, type InStayRunResult, runInStay } from '../../../src/run/in-stay/in-stay-run.js';
import { loadInStayAlerts } from '../../../src/run/in-stay/in-stay-scenario.js';
import { silentProgress } from '../../../src/run/progress.js';
import { temporaryFolder } from '../../temporary-folder.js';

const folder = temporaryFolder();
const example = (...names: string[]): string => join(packageRoot(), 'examples', ...names);
const run = (more: Partial<InStayRunOptions> = {}): Promise<InStayRunResult> =>
  runInStay(
    {
      files: [example('in-stay', 'patients.csv')],
      policy: 'example-national-base',
      weights: example('monitor', 'weights.csv'),
      ...more,
    },
    { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' },
  );
const failure = async (work: Promise<unknown>): Promise<EngineError> => {
  const error = await work.catch((cause: unknown) => cause);
  if (!(error instanceof EngineError)) throw new Error(`no refusal: ${String(error)}`);
  return error;
};

describe('edges of alerts are data', () => {
  test('80 % and 100 % of 9,250.00 count themselves in; a fen below does not', () => {
    const alerts = loadInStayAlerts(undefined);
    const at = (cost: number): string => alertOf(alerts, cost, 925_000)?.name ?? '';
    expect([739_999, 740_000, 924_999, 925_000].map(at)).toEqual(['', 'yellow', 'yellow', 'red']);
    const strict = { ...alerts, alerts: alerts.alerts.map((one) => ({ ...one, included: false })) };
    expect(alertOf(strict, 740_000, 925_000)).toBeUndefined();
    expect(alertOf(strict, 740_001, 925_000)?.name).toBe('yellow');
  });

  test('a file of alerts that go down is refused, one that is not there too', async () => {
    const path = join(folder, 'down.yaml');
    const shipped = readFileSync(join(packageRoot(), 'monitoring', 'in-stay', 'alerts.yaml'), 'utf8');
    writeFileSync(path, shipped.replace('at: 1,', 'at: 0.5,'));
    expect((await failure(run({ alerts: path }))).code).toBe('in_stay_alerts_invalid');
    expect((await failure(run({ alerts: join(folder, 'none.yaml') }))).code).toBe('in_stay_alerts_missing');
  });
});

test('a cost one fen below 9,250.00 reads 99.9999 %, yellow as it is, and 100.00 only where it is red', async () => {
  const ward = await run();
  const below = ward.cards.map((card) =>
    Number.isNaN(card.standardFen)
      ? card
      : {
          ...card,
          costFen: card.standardFen - 1,
          alert: alertOf(loadInStayAlerts(undefined), card.standardFen - 1, card.standardFen),
        },
  );
  const table = inStayTable(below, loadInStayAlerts(undefined));
  const share = table.schema.columns.find(({ name }) => name === 'share')!;
  const shown = below.map((_, row) => formatCell(table, share, row, { language: 'zh', unit: 'yuan' }));
  expect(shown[below.findIndex(({ caseId }) => caseId === 'WARD-2')]).toBe('99.9999');
  for (const [row, card] of below.entries()) {
    if (Number.isNaN(card.standardFen)) continue;
    expect([card.alert?.name, Number(shown[row]) < 100]).toEqual(['yellow', true]);
  }
  const at = (offset: number): string => {
    const one = { ...below[0]!, costFen: below[0]!.standardFen + offset };
    return renderInStay({ ...ward, cards: [one], table: inStayTable([one], loadInStayAlerts(undefined)) }, 'en');
  };
  expect(at(0)).toContain('(100.00%)');
  expect(at(-1)).not.toContain('(100.00%)');
  const path = join(folder, 'edge.xlsx');
  await writeTablesWorkbook(path, table.schema.title, [table], 'en');
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const sheet = book.getWorksheet('Patients not yet discharged')!;
  const header = sheet.getRow(1).values as string[];
  const column = header.indexOf('Cost ÷ standard');
  expect(below.map((card, row) => [Number.isNaN(card.standardFen), sheet.getCell(row + 2, column).numFmt])).toEqual(
    below.map(({ standardFen }) => [Number.isNaN(standardFen), Number.isNaN(standardFen) ? '0.00%' : '0.0000%']),
  );
});

describe('the example ward', () => {
  let result: InStayRunResult;
  beforeAll(async () => {
    result = await run({ out: join(folder, 'ward') });
  });
  const card = (id: string) => result.cards.find(({ caseId }) => caseId === id)!;

  test('WARD-2: ES33 at 7,400 of 9,250 is yellow, 1,850 left, two days at 822.22 a day', () => {
    expect(card('WARD-2')).toMatchObject({
      ...{ group: 'ES33', standardFen: 925_000, roomFen: 185_000, days: 9, dailyFen: 82_222, daysLeft: 2 },
      ...{ lowEdgeFen: 277_500, highEdgeFen: 1_850_000, bandToday: '' },
      higher: { group: 'ES31', standardFen: 1_475_000, words: { zh: '有计入的 MCC' } },
      lower: { group: 'ES35', standardFen: 650_000 },
    });
    expect(card('WARD-2').alert?.title.zh).toBe('黄色');
    expect(card('WARD-2').lower?.words.en).toContain('C79.806');
  });

  test('WARD-3 is beyond its standard: red, −450.00, no day left', () => {
    expect(card('WARD-3')).toMatchObject({ roomFen: -45_000, daysLeft: 0, alert: { name: 'red' } });
  });

  test('a group without weight and a patient in no group have no standard, and that is not zero', () => {
    expect(card('WARD-4')).toMatchObject({ group: 'FR49', standardFen: Number.NaN, alert: undefined });
    expect(card('WARD-5')).toMatchObject({ group: '0000', roomFen: Number.NaN, status: 'ungrouped' });
    expect(card('WARD-4').reason.zh).toBe('该病组没有权重（分值）或公布的标准');
    expect(card('WARD-5').reason.zh).toBe('该诊断不能作主要诊断');
    expect(card('WARD-2').reason).toEqual({ zh: '', en: '' });
  });

  test('why WARD-4 and WARD-5 have no standard stands in the terminal, the file and the report', () => {
    const zh = renderInStay(result, 'zh');
    expect(zh).toContain('! 1 人没有支付标准，该病组没有权重（分值）或公布的标准：WARD-4（FR49）');
    expect(zh).toContain('WARD-5（0000）');
    expect(renderInStay(result, 'en')).toContain(
      '! 1 without a standard, its group has no weight, score or published standard: WARD-4 (FR49)',
    );
    const [, ...lines] = readFileSync(join(folder, 'ward', 'in_stay.csv'), 'utf8').split('\n');
    const told = lines.filter((line) => line.includes('该病组没有权重（分值）或公布的标准'));
    expect(told.map((line) => line.split(',')[0])).toEqual(['WARD-4']);
    expect(readFileSync(join(folder, 'ward', 'report.html'), 'utf8')).toContain('无支付标准的原因');
  });

  test('one patient alone has the card that the ward gives; an unknown one is refused', async () => {
    const [one] = (await run({ caseId: 'WARD-2' })).cards;
    expect(one).toEqual(card('WARD-2'));
    expect((await failure(run({ caseId: 'WARD-9' }))).code).toBe('case_not_found');
  });

  test('the table is written as CSV with no column on a person', () => {
    const [heading] = readFileSync(join(folder, 'ward', 'in_stay.csv'), 'utf8').split('\n');
    expect(heading).toContain('case_id,hospital_id,department,group');
    expect(heading).not.toMatch(/doctor|physician|patient_key/);
  });

  test('without days the pace is unknown; with a day it is counted from admission', async () => {
    const lines = readFileSync(example('in-stay', 'patients.csv'), 'utf8').trimEnd().split('\n');
    const path = join(folder, 'no-days.csv');
    const drop = lines[0]!.split(',').indexOf('los_days');
    writeFileSync(
      path,
      lines
        .map((line) =>
          line
            .split(',')
            .filter((_, c) => c !== drop)
            .join(','),
        )
        .join('\n'),
    );
    const [first] = (await run({ files: [path], day: dayOf(2026, 11, 26)!, caseId: 'WARD-1' })).cards;
    expect(first).toMatchObject({ days: 6, dailyFen: 53_333 });
  });

  test('a policy with a rate from its budget cannot price a ward', async () => {
    const error = await failure(run({ policy: 'example-dip-base' }));
    expect(error.code).toBe('in_stay_rate_from_budget');
  });
});

test('the days a group takes come from discharged cases; the cost is carried on at the pace so far', async () => {
  const past = join(folder, 'past.csv');
  writeFileSync(
    past,
    `case_id,sex,age_years,los_days,dx,px\n${[8, 10, 15].map((days, at) => `P${at},2,71,${days},J18.900|C79.806,`).join('\n')}\n`,
  );
  const { cards, table } = await run({ past: [past] });
  const card = (id: string) => cards.find(({ caseId }) => caseId === id)!;
  // 7,400 over 9 days; (8 + 10 + 15) ÷ 3 = 11 days: 7,400 × 11 ÷ 9.
  expect(card('WARD-2')).toMatchObject({ group: 'ES33', expectedDays: 11, pastCases: 3, expectedFen: 904_444 });
  expect(card('WARD-1')).toMatchObject({ expectedDays: Number.NaN, pastCases: 0, expectedFen: Number.NaN });
  // 480 of 3,200 are TCM treatment; a cell that says nothing is no 0 %.
  expect(card('WARD-1').tcmShare).toBe(0.15);
  expect(card('WARD-2').tcmShare).toBeNaN();
  expect(table.columns.expected_days).toBeDefined();
  const over = join(folder, 'over.csv');
  writeFileSync(over, 'case_id,sex,age_years,los_days,dx,px\nP1,2,71,9,J18.900|C79.806,\n');
  expect((await run({ past: [over] })).cards.find(({ caseId }) => caseId === 'WARD-2')!.expectedFen).toBe(740_000);
});

test('a mean of days to its hundredth; a stay of 0 days takes one, one without days counts nothing, nor one of no group', async () => {
  const past = join(folder, 'hundredths.csv');
  const rowsOf = (days: readonly (number | string)[], dx: string) =>
    days.map((one, at) => `${dx.slice(0, 3)}${at},2,71,${one},${dx},`);
  const write = (...rows: string[]) =>
    writeFileSync(past, `case_id,sex,age_years,los_days,dx,px\n${rows.join('\n')}\n`);
  const ward2 = async () => (await run({ past: [past] })).cards.find(({ caseId }) => caseId === 'WARD-2')!;
  write(...rowsOf([8, 10, 14, ''], 'J18.900|C79.806'), ...rowsOf([90], 'Z99.999'));
  // (8 + 10 + 14) ÷ 3 is 10.67 days: 7,400 × 10.67 ÷ 9.
  expect(await ward2()).toMatchObject({ pastCases: 3, expectedFen: 877_311 });
  write(...rowsOf([0, 20], 'J18.900|C79.806'));
  expect(await ward2()).toMatchObject({ pastCases: 2, expectedDays: 10.5, expectedFen: 863_333 });
});

test('without days of its own a patient has no cost to come, and without charges no share of TCM', async () => {
  const past = join(folder, 'two.csv');
  writeFileSync(past, 'case_id,sex,age_years,los_days,dx,px\nP1,2,71,11,J18.900|C79.806,\n');
  const [heading, , second] = readFileSync(example('in-stay', 'patients.csv'), 'utf8').trimEnd().split('\n');
  const path = join(folder, 'bare-ward.csv');
  const cells = second!.split(',');
  const at = (name: string) => heading!.split(',').indexOf(name);
  const bare = cells
    .with(at('los_days'), '')
    .with(at('admit_date'), '')
    .with(at('total_cost'), '0.00')
    .with(at('tcm_treatment_cost'), '10.00');
  writeFileSync(path, `${heading}\n${bare.join(',')}\n`);
  const [card] = (await run({ files: [path], past: [past] })).cards;
  expect(card).toMatchObject({ expectedDays: 11, pastCases: 1, expectedFen: Number.NaN, tcmShare: Number.NaN });
});
