import type { Finding } from '../kernel/finding.js';
import { FindingList } from './finding-list.js';
import type { BenefitBand, Policy } from './policy-schema.js';

/** Faults of the patient's side: holes and overlaps of bands, ratios above 1, definitions without what they need. */
export function checkBenefit(policy: Policy): Finding[] {
  const found = new FindingList();
  const { benefit } = policy;
  const adds = (benefit.adjustments ?? []).reduce((sum, { add }) => sum + Math.max(0, add ?? 0), 0);
  for (const { name, bands } of benefit.ladders ?? []) {
    const path = `benefit.ladders.${name}`;
    checkBenefitBands(bands, path, found);
    const highest = bands.find(({ ratio }) => ratio + adds > 1);
    if (highest !== undefined && adds > 0) {
      found.warning(
        'ratio_above_one',
        `${path}.bands.${highest.name}.ratio`,
        `比例 ${highest.ratio} 加上全部增加的比例超过 1，超出部分不支付；请核对 benefit.adjustments。`,
        `the ratio ${highest.ratio} with everything that is added to it exceeds 1; it is paid as 1. Check benefit.adjustments.`,
      );
    }
  }
  for (const list of ['critical_illness', 'assistance'] as const) {
    for (const { name, bands, band_base: base, start } of benefit[list] ?? []) {
      const path = `benefit.${list}.${name}`;
      checkBenefitBands(bands, path, found);
      const first = bands[0]!;
      if (base === 'absolute' && first.to !== undefined && first.to <= start) {
        found.error(
          'band_below_start',
          `${path}.bands.${first.name}.to`,
          `分段止于 ${first.to}，不高于起付线 ${start}，永远用不到。请改正分段，或写 band_base: above_start。`,
          `the band ends at ${first.to}, not above the start line ${start}, so that nothing lies in it. Correct it, or write band_base: above_start.`,
        );
      }
    }
  }
  checkNeeds(policy, found);
  return found.findings;
}

function checkBenefitBands(bands: readonly BenefitBand[], path: string, found: FindingList): void {
  let end: number | undefined = 0;
  bands.forEach(({ name, from, to }, index) => {
    const begins = from ?? end;
    if (end === undefined) {
      found.error(
        'benefit_band_after_last',
        `${path}.bands.${name}`,
        `前一分段没有上界，此分段永远用不到。请为前一分段写 to，或删去此分段。`,
        'the band before it has no end, so that this one is never used. Give the one before a `to`, or take this one away.',
      );
    } else if (begins !== end) {
      const [zh, en] = begins! > end ? ['空缺', 'a hole'] : ['重叠', 'an overlap'];
      found.error(
        begins! > end ? 'benefit_bands_hole' : 'benefit_bands_overlap',
        `${path}.bands.${name}.from`,
        `${end} 与 ${begins} 元之间有${zh}；每一段应从前一段止处开始。请改正 from，或省略它。`,
        `there is ${en} between ${end} and ${begins} yuan; each band begins where the one before ends. Correct \`from\`, or leave it out.`,
      );
    }
    if (to !== undefined && begins !== undefined && to <= begins) {
      found.error(
        'benefit_band_empty',
        `${path}.bands.${name}.to`,
        `分段止于 ${to}，不高于其起点 ${begins}。请改正。`,
        `the band ends at ${to}, not above its start ${begins}. Correct it.`,
      );
    }
    if (index === bands.length - 1 && to !== undefined) {
      found.error(
        'benefit_bands_hole',
        `${path}.bands.${name}.to`,
        `${to} 元以上没有分段。请删去最后一段的 to，或补上一段（不支付写 ratio: 0）。`,
        `above ${to} yuan there is no band. Take away the last \`to\`, or add a band (ratio: 0 where nothing is paid).`,
      );
    }
    end = to;
  });
}

function checkNeeds({ benefit, pools, rate }: Policy, found: FindingList): void {
  if (benefit.fund_pays !== 'standard_minus_patient' && (rate.kind === 'floating' || rate.kind === 'elastic')) {
    found.error(
      'fund_pays_with_floating_value',
      'benefit.fund_pays',
      `清算时按浮动点值重算的是“标准减个人支付”，与 ${benefit.fund_pays} 不一致。请用固定或预算费率，或改为 standard_minus_patient。`,
      `a floating value is cleared as the standard less the patient's part, which is not ${benefit.fund_pays}. Use a fixed or budget rate, or standard_minus_patient.`,
    );
  }
  const needsLadders =
    benefit.mode === 'computed' ||
    benefit.fund_pays === 'standard_times_ratio' ||
    benefit.fund_pays === 'charged_by_standard';
  if (needsLadders && benefit.ladders === undefined) {
    found.error(
      'benefit_without_ladders',
      'benefit.ladders',
      '待遇按比例计算，但没有写 benefit.ladders（起付线与报销比例）。请补上。',
      'benefits are computed by ratio, and there are no benefit.ladders (deductible and ratios). Write them.',
    );
  }
  if (needsLadders && benefit.mode === 'recorded' && benefit.bands_over === 'year') {
    found.error(
      'bands_over_year_recorded',
      'benefit.bands_over',
      '按年累计的分段需要 benefit.mode: computed。请改为 computed，或写 bands_over: stay。',
      'bands over the year need benefit.mode: computed. Use it, or write bands_over: stay.',
    );
  }
  if (benefit.fund_pays !== 'score_times_ratio') return;
  for (const { insurance } of pools) {
    const stated = benefit.share;
    if (typeof stated === 'number' || stated?.[insurance] !== undefined) continue;
    found.error(
      'benefit_share_missing',
      'benefit.share',
      `fund_pays: score_times_ratio 需要基金池“${insurance}”的支付比例。请在 benefit.share 中写明。`,
      `fund_pays: score_times_ratio needs the share of pool "${insurance}". State it in benefit.share.`,
    );
  }
}
