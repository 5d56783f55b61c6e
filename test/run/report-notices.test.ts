import { expect, test } from 'vitest';
import type { RegionRunResult } from '../../src/run/region-run.js';
import { reportNotices } from '../../src/run/report-notices.js';
import type { Settlement } from '../../src/settlement/settlement.js';

type Notices = Settlement['notices'];
const told = (zh: string, en: string) => ({ code: 'c', count: 1, zh, en });

/** Only what notices are made from. */
function resultOf(baseline: Notices, reform: Notices | undefined, rejected = 0): RegionRunResult {
  const reading = [{ code: 'notice', zh: '列未使用', en: 'columns not used' }];
  return {
    baseline: { weightFindings: [], settlement: { notices: baseline } },
    reform: reform === undefined ? undefined : { settlement: { notices: reform } },
    region: { summaries: { year: { notices: reading, rejected }, history: { notices: reading } } },
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
    '有 1,234 行不可读，未参与测算，见 rejected.csv。',
    '当年数据：列未使用',
    '历史数据：列未使用',
    '小事',
  ]);
});

test('what baseline and reform say alike is said once; what only one says names it', () => {
  const notices = reportNotices(resultOf([told('同', 'same'), told('甲', 'a')], [told('同', 'same'), told('乙', 'b')]));
  expect(notices.slice(2).map(({ zh }) => zh)).toEqual(['同', '基线：甲', '改革：乙']);
});
