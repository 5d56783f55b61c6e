import type { Text } from '../kernel/errors.js';
import { insuranceName } from '../policy/insurance-names.js';
import { formatMoney, formatPercent } from '../report/format-number.js';
import type { Settlement } from '../settlement/settlement.js';

/** A pool that spends less than this part of its budget was made for other cases. */
const LEAST_SPENT = 0.5;

/** Pools whose budget is far above what these cases cost: a part of the cases, or the budget of another region. */
export function poolFitNotices({ pools }: Pick<Settlement, 'pools'>): Text[] {
  return pools
    .filter(({ fundBudget, paidFund }) => fundBudget > 0 && paidFund < LEAST_SPENT * fundBudget)
    .map(({ insurance, fundBudget, paidFund }) => {
      const { zh, en } = insuranceName(insurance);
      const [spent, budget] = [paidFund, fundBudget].map((fen) => formatMoney(fen, 'yuan'));
      const share = formatPercent(paidFund / fundBudget);
      return {
        zh: `${zh}统筹池的预算与本次病例不相称：支出 ${spent} 元，仅为预算 ${budget} 元的 ${share}。结余与清算因此没有意义；请给出全年全部病例，或按这些病例修改 pools.${insurance}.fund（模拟地区请用 generate 写出的 policy.yaml）。`,
        en: `The budget of the ${en} pool does not fit these cases: ${spent} yuan are spent, ${share} of ${budget}. Its balance means nothing then. Give all cases of the year, or set pools.${insurance}.fund for these (for a generated region take the policy.yaml that generate writes).`,
      };
    });
}
