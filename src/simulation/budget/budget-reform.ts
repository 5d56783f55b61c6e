import { formatYuan } from '../../kernel/money.js';
import type { Patch, Reform } from '../../policy/policy-schema.js';
import type { Budget } from './budget-schema.js';
import type { NextFund } from './next-fund.js';

/** The pools that come of a budget, as a reform of the policy: each fund with its causes in words, and its reserve. */
export function budgetReform(budget: Budget, funds: readonly NextFund[]): Reform {
  return { id: budget.id, title: budget.title, patches: funds.flatMap((fund) => patchesOf(budget, fund)) };
}

function patchesOf({ source }: Budget, fund: NextFund): Patch[] {
  const path = `pools.${fund.pool}`;
  const note = [
    `${formatYuan(fund.baseFen)}`,
    `人口 population ${formatYuan(fund.populationFen)}`,
    `年龄 ages ${formatYuan(fund.agesFen)}`,
    `疾病谱 spectrum ${formatYuan(fund.spectrumFen)}`,
    `增幅限制 limits ${formatYuan(fund.limitFen)}`,
    `应急预留 emergency ${formatYuan(fund.emergencyFen)}`,
  ].join(' + ');
  return [
    { path: `${path}.fund`, value: Number(formatYuan(fund.nextFen)), source: { ...source, note } },
    ...(fund.movesReserve ? [{ path: `${path}.reserve`, value: fund.reserve, source }] : []),
  ];
}
