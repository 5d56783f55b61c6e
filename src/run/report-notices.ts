import { findColumn } from '../cases/case-table.js';
import type { Text } from '../kernel/errors.js';
import { formatCount } from '../report/format-number.js';
import type { Settlement } from '../settlement/settlement.js';
import { outsideYear, policyNotices, reformWarnings } from './policy-notices.js';
import { poolFitNotices } from './pool-fit-notices.js';
import { fileNotices, prefixed, rejectedNotices } from './reading-notices.js';
import type { RegionRunResult } from './region-run.js';
import { regionSplitNotices } from './region-split-notices.js';
import { registerFitNotices } from './register-fit-notices.js';
import { schemeChangeNotices } from './scheme-change-notices.js';
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
    ...fileNotices(region),
    ...noticesOfPolicies(result),
    ...saidOnce(
      poolFitNotices(baseline.settlement),
      reformOf(result, ({ settlement }) => poolFitNotices(settlement)),
    ),
    ...cutNotices(result),
    ...regionSplitNotices(result),
    ...weightNotices(baseline),
    ...cleared.filter(({ isUrgent }) => !isUrgent),
  ];
  const fit = registerFitNotices(region);
  notices.unshift(...rejectedNotices(region), ...fit.filter(({ isUrgent }) => !isUrgent));
  const urgent = [
    ...patchesWithoutEffect(result),
    ...fit.filter(({ isUrgent }) => isUrgent),
    ...schemeChangeNotices(baseline, result.reform),
    ...ungroupedNotices(baseline, result.reform),
    ...cleared.filter(({ isUrgent }) => isUrgent),
  ];
  return [...urgent, ...notices].map(({ zh, en }) => ({ zh, en }));
}

/** Patches outside the year: the title of the reform names them, and no figure has them. */
function patchesWithoutEffect({ baseline, reform }: RegionRunResult): Text[] {
  return saidOnce(outsideYear(baseline.timeline), reform === undefined ? undefined : outsideYear(reform.timeline));
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
