import { findColumn } from '../cases/case-table.js';
import type { Text } from '../kernel/errors.js';
import { formatCount } from '../report/format-number.js';
import type { Settlement } from '../settlement/settlement.js';
import { policyNotices, reformWarnings } from './policy-notices.js';
import { poolFitNotices } from './pool-fit-notices.js';
import type { RegionRunResult } from './region-run.js';
import { causesText, type RejectionCause } from './rejection-causes.js';
import { ungroupedNotices } from './ungrouped-notices.js';
import { weightNotices } from './weight-notices.js';

/**
 * What a reader must see, once: from reading, policies, weights and both settlements. What touches a large share of the cases
 * stands first, with its remedy; what comes from reading says of which file.
 */
export function reportNotices(result: RegionRunResult): Text[] {
  const { baseline, region } = result;
  const cleared = clearingNotices(result);
  const notices: Text[] = [
    ...(region.summaries.year?.notices ?? []).map((notice) => prefixed(YEAR_FILE, notice)),
    ...(region.summaries.history?.notices ?? []).map((notice) => prefixed(HISTORY_FILE, notice)),
    ...noticesOfPolicies(result),
    ...saidOnce(
      poolFitNotices(baseline.settlement),
      reformOf(result, ({ settlement }) => poolFitNotices(settlement)),
    ),
    ...cutNotices(result),
    ...weightNotices(baseline),
    ...cleared.filter(({ isUrgent }) => !isUrgent),
  ];
  const { year, history } = region.summaries;
  if ((history?.rejected ?? 0) > 0)
    notices.unshift(rejectedRows(history!.rejected, HISTORY_REJECTED, region.causes?.history));
  if ((year?.rejected ?? 0) > 0) notices.unshift(rejectedRows(year!.rejected, YEAR_REJECTED, region.causes?.year));
  const urgent = [...ungroupedNotices(baseline, result.reform), ...cleared.filter(({ isUrgent }) => isUrgent)];
  return [...urgent, ...notices].map(({ zh, en }) => ({ zh, en }));
}

/** What price cuts assume, and where a part of the bill is missing. */
function cutNotices({ scenario, region }: RegionRunResult): Text[] {
  const cuts = scenario?.priceCuts ?? [];
  if (cuts.length === 0) return [];
  const parts = [...new Set(cuts.map(({ part }) => part))];
  const missing = parts.map((part) => {
    const values = findColumn(region.year, part, 'money')?.values ?? [];
    let count = 0;
    for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row])) count++;
    return { part, count };
  });
  return [
    {
      zh: '降价为假设情景：住院总费用与医院成本减少同样金额，基金与患者按原比例分享；就医与用量不变。',
      en: "The price cut is an assumption: charges and the hospital's own cost fall by the same amount, fund and patient share it as they shared the bill, and nobody uses more or less.",
    },
    ...missing
      .filter(({ count }) => count > 0)
      .map(({ part, count }) => ({
        zh: `有 ${formatCount(count)} 例缺少 ${part}，其费用未降价。`,
        en: `${formatCount(count)} cases lack ${part}; their charges are not cut.`,
      })),
  ];
}

const YEAR_REJECTED: Text = { zh: '未参与测算', en: 'no part' };
const HISTORY_REJECTED: Text = {
  zh: '属于历史数据，未参与权重测算',
  en: 'no part in the weights, being of the history',
};

/** How many rows are no cases and why, and what they are missing from; rejected.csv names each with its remedy. */
function rejectedRows(count: number, part: Text, causes: readonly RejectionCause[] = []): Text {
  const rows = count === 1 ? '1 row was' : `${formatCount(count)} rows were`;
  const why = causesText(causes);
  return {
    zh: `有 ${formatCount(count)} 行被拒收${causes.length === 0 ? '' : `（${why.zh}）`}，${part.zh}，见 rejected.csv。`,
    en: `${rows} rejected${causes.length === 0 ? '' : ` (${why.en})`} and ${count === 1 ? 'takes' : 'take'} ${part.en}; see rejected.csv.`,
  };
}

const YEAR_FILE: Text = { zh: '当年数据', en: "the year's data" };
const HISTORY_FILE: Text = { zh: '历史数据', en: 'past data' };

/** Of the clearings of baseline and reform. */
function clearingNotices({ baseline, reform }: RegionRunResult): Settlement['notices'][number][] {
  return saidOnce(baseline.settlement.notices, reform?.settlement.notices);
}

function noticesOfPolicies(result: RegionRunResult): Text[] {
  const { baseline, region } = result;
  return saidOnce(
    policyNotices(baseline.timeline, region.year),
    reformOf(result, ({ timeline }) => [
      ...policyNotices(timeline, region.year),
      ...reformWarnings(baseline.timeline, timeline),
    ]),
  );
}

function reformOf(
  { reform }: RegionRunResult,
  notices: (reform: RegionRunResult['baseline']) => Text[],
): Text[] | undefined {
  return reform === undefined ? undefined : notices(reform);
}

/** Of the baseline and the reform; what both say alike is said once, and what only one says names it. */
function saidOnce<Notice extends Text>(own: readonly Notice[], others: readonly Notice[] | undefined): Notice[] {
  if (others === undefined) return [...own];
  const isIn = (list: readonly Notice[], { zh }: Text) => list.some((notice) => notice.zh === zh);
  return [
    ...own.map((notice) => (isIn(others, notice) ? notice : prefixed({ zh: '基线', en: 'baseline' }, notice))),
    ...others.filter((notice) => !isIn(own, notice)).map((notice) => prefixed({ zh: '改革', en: 'reform' }, notice)),
  ];
}

function prefixed<Notice extends Text>(side: Text, notice: Notice): Notice {
  return { ...notice, zh: `${side.zh}：${notice.zh}`, en: `${side.en}: ${notice.en}` };
}
