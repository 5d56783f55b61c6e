import { formatYuan } from '../../kernel/money.js';
import type { Policy } from '../../policy/policy-schema.js';
import { insuranceOfPool } from '../../policy/pool-key.js';
import type { Settlement } from '../settlement.js';
import type { Communities } from './community-results.js';

/** What a reader of the communities must see: people whom no pool is about though their insurance has some, overruns left to the fund. */
export function communityNotices(policy: Policy, communities: Communities | undefined): Settlement['notices'] {
  if (communities === undefined) return [];
  const insurances = new Set<string>(policy.communities!.pools.map(({ insurance }) => insurance));
  const others = communities.spending.filter(
    ({ pool, insurance }) => pool === '' && insurances.has(insuranceOfPool(insurance)),
  );
  const cases = others.reduce((sum, one) => sum + one.cases, 0);
  const fund = formatYuan(others.reduce((sum, one) => sum + one.fundFen, 0));
  const left = communities.years.filter(({ fundSideFen }) => fundSideFen < 0);
  const borne = formatYuan(left.reduce((sum, one) => sum + one.fundSideFen, 0));
  return [
    ...(cases === 0
      ? []
      : [
          {
            code: 'community_unassigned',
            count: cases,
            zh: `${cases} 例的参保人不属于任何医共体包（该险种有医共体包），其基金支付 ${fund} 元不计入任何包。请核对 community_id 与 insured_region。`,
            en: `${cases} cases are of people in no community pool, though their insurance has some; the fund's ${fund} yuan for them counts in none. Check community_id and insured_region.`,
          },
        ]),
    ...(left.length === 0
      ? []
      : [
          {
            code: 'community_overrun_of_fund',
            count: left.length,
            zh: `${left.length} 个医共体包的超支由基金承担，合计 ${borne} 元。`,
            en: `the fund bears the overrun of ${left.length} community pools, ${borne} yuan in all.`,
          },
        ]),
  ];
}
