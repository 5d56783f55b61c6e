import { expect, test } from 'vitest';
import type { CaseTable } from '../../src/cases/case-table.js';
import type { RejectedRow } from '../../src/cases/read/read-result.js';
import { policyNotices } from '../../src/run/policy-notices.js';
import type { RegionRunResult } from '../../src/run/region-run.js';
import { rejectionCauses } from '../../src/run/rejection-causes.js';
import { reportNotices } from '../../src/run/report-notices.js';
import type { Settlement } from '../../src/settlement/settlement.js';
import { timelineOf } from '../policy/policy-document.js';

type Notices = Settlement['notices'];
const told = (zh: string, en: string) => ({ code: 'c', count: 1, zh, en });

/** A year in which the hospitals 7 and H1 have cases. */
const YEAR = {
  caseCount: 2,
  columns: { hospital_id: { kind: 'dictionary', codes: Int32Array.of(0, 1), values: ['7', 'H1'] } },
} as unknown as CaseTable;

/** Only what notices are made from. */
function resultOf(
  baseline: Notices,
  reform: Notices | undefined,
  rejected = 0,
  patches: string[] = [],
): RegionRunResult {
  const scheme = { id: 's', hash: 's', method: 'drg' };
  const reading = [{ code: 'notice', zh: '列未使用', en: 'columns not used' }];
  return {
    tables: [],
    baseline: { timeline: timelineOf({}), scheme, weightFindings: [], settlement: { notices: baseline, pools: [] } },
    reform:
      reform === undefined
        ? undefined
        : { timeline: timelineOf({}, ...patches), scheme, settlement: { notices: reform, pools: [] } },
    region: {
      year: YEAR,
      inputs: [],
      summaries: { year: { notices: reading, rejected }, history: { notices: reading } },
    },
  } as unknown as RegionRunResult;
}

test('a notice of reading says whether it is of the year or of the past, so that two alike can be told apart', () => {
  const notices = reportNotices(resultOf([], undefined));
  expect(notices.map(({ zh }) => zh)).toEqual(['当年数据：列未使用', '历史数据：列未使用']);
  expect(notices.map(({ en }) => en)).toEqual(["the year's data: columns not used", 'past data: columns not used']);
});

test('what touches many cases stands before rejected rows and reading; the rest after', () => {
  const urgent = { ...told('占 30%', '30 %'), isUrgent: true as const };
  expect(reportNotices(resultOf([told('小事', 'small'), urgent], undefined, 1_234)).map(({ zh }) => zh)).toEqual([
    '占 30%',
    '有 1,234 行被拒收，未参与测算，见 rejected.csv。',
    '当年数据：列未使用',
    '历史数据：列未使用',
    '小事',
  ]);
});

test('rejected rows of the past are told apart from those of the year, each with its causes and their rows', () => {
  const result = resultOf([], undefined, 1);
  const past = { ...result.region.summaries.history!, rejected: 1_502 };
  const causes = {
    year: [{ code: 'row_case_id_doubled', rows: 1 }],
    history: [
      { code: 'row_case_id_doubled', rows: 1_500 },
      ...['cell_not_a_date', 'cell_error', 'cell_not_whole', 'row_not_json', 'row_broken_quotes'].map((code) => ({
        code,
        rows: 1,
      })),
    ],
  };
  const region = { ...result.region, summaries: { ...result.region.summaries, history: past }, causes };
  const notices = reportNotices({ ...result, region }).slice(0, 2);
  expect(notices.map(({ zh }) => zh)).toEqual([
    '有 1 行被拒收（病例号重复 1），未参与测算，见 rejected.csv。',
    '有 1,502 行被拒收（病例号重复 1,500、不是日期 1、单元格是错误值 1、不是整数 1，另有 2 种原因），属于历史数据，未参与权重测算，见 rejected.csv。',
  ]);
  expect(notices.map(({ en }) => en)).toEqual([
    '1 row was rejected (case id doubled 1) and takes no part; see rejected.csv.',
    '1,502 rows were rejected (case id doubled 1,500, not a date 1, cell holds an error 1, not a whole number 1, and 2 further causes) and take no part in the weights, being of the history; see rejected.csv.',
  ]);
});

test('causes count rows, not cells: a row with two bad dates once, a row with two reasons under both', () => {
  const row = (at: number, code: string) => ({ file: 'a.csv', row: at, code }) as RejectedRow;
  const rejected = [
    row(1, 'cell_not_a_date'),
    row(1, 'cell_not_a_date'),
    row(1, 'cell_error'),
    row(2, 'cell_not_a_date'),
  ];
  expect(rejectionCauses(rejected)).toEqual([
    { code: 'cell_not_a_date', rows: 2 },
    { code: 'cell_error', rows: 1 },
  ]);
});

test('what baseline and reform say alike is said once; what only one says names it', () => {
  const notices = reportNotices(resultOf([told('同', 'same'), told('甲', 'a')], [told('同', 'same'), told('乙', 'b')]));
  expect(notices.slice(2).map(({ zh }) => zh)).toEqual(['同', '基线：甲', '改革：乙']);
});

test('a retention patch of part of the year, and one of another year, are told in the run as of the reform', () => {
  const share = 'path: retention.bands.shared.fund_share_of_overrun, value: 0.6';
  const told = (dates: string) => reportNotices(resultOf([], [], 0, [`  - {${share}, ${dates}}`])).slice(2);
  expect(told('from_date: 2026-07-01')).toEqual([
    {
      zh: '改革：retention.bands.shared.fund_share_of_overrun 在年内变化；年终清算全年只用年末最后一日的值（0.6）。',
      en: "reform: retention.bands.shared.fund_share_of_overrun changes within the year; the year's clearing takes the value of its last day (0.6) for the whole year.",
    },
  ]);
  expect(told('until_date: 2026-07-01')[0]!.en).toContain('takes the value of its last day (0.7)');
  const outside = reportNotices(resultOf([], [], 0, [`  - {${share}, from_date: 2027-01-01}`]));
  expect(outside).toHaveLength(3);
  expect(outside[0]).toEqual({
    zh: '改革：改革“reform-1”对 retention.bands.shared.fund_share_of_overrun 的修改不在本年度内，没有作用，结果中不含这一项。请核对日期；要在这些病例上按全年试算，请去掉 from_date 与 until_date。',
    en: 'reform: reform "reform-1" changes retention.bands.shared.fund_share_of_overrun on no day of this year: it has no effect, and the figures are without it. Check its dates; to try it over the whole year on these cases, leave from_date and until_date out.',
  });
});

test('a patch that ends where the baseline steps is told; what concerns no figure of the run is not', () => {
  const rate = '{kind: fixed, value: {by_date: [{from: 2026-01-01, value: 5}, {from: 2026-07-01, value: 6}]}}';
  const notices = policyNotices(timelineOf({ rate }, '  - {path: rate.value, value: 7}'), YEAR);
  expect(notices.map(({ en }) => en)).toEqual([
    'reform "reform-1" changes rate.value only until 2026-07-01, where the baseline takes a step of its own. Give until_date to override it.',
  ]);
  expect(policyNotices(timelineOf({ rate, sources: '{nothing: {document: D, trust: cited}}' }), YEAR)).toEqual([]);
});

test('a coefficient of hospital 007, where only 7 and H1 have cases, is named; those of 7 and H1 are not', () => {
  const coefficients = (own: string) =>
    timelineOf({ hospital_coefficient: `{by_level: {3: 1, 2: 1, 1: 1}, by_hospital: ${own}}` });
  expect(policyNotices(coefficients('{007: 0.5, 7: 0.6, H1: 0.9, 1e3: 0.5}'), YEAR)).toEqual([
    {
      zh: 'hospital_coefficient.by_hospital 中有 2 家医疗机构没有病例：007、1e3。请核对代码（007 与 7 不是同一代码）。',
      en: 'hospital_coefficient.by_hospital names 2 hospitals that have no case: 007, 1e3. Check the ids (007 and 7 are two ids).',
    },
  ]);
  expect(policyNotices(coefficients('{7: 0.6, H1: 0.9}'), YEAR)).toEqual([]);
});
