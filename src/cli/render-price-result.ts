import type { Language } from '../kernel/errors.js';
import { visibleText } from '../kernel/visible-text.js';
import type { PaymentMethod } from '../pricing/priced-columns.js';
import { formatCount, formatMoney } from '../report/format-number.js';
import { padEndWide, padStartWide } from '../report/render-text-table.js';
import type { PriceRunResult } from '../run/price-run.js';

const METHOD_WORDS: Readonly<Record<PaymentMethod, { zh: string; en: string }>> = {
  standard: { zh: '按支付标准', en: 'standard payment' },
  outlier: { zh: '高低倍率区间', en: 'outlier bands' },
  special_case: { zh: '特殊病例（计入病组）', en: 'special case, with groups' },
  special_case_outside: { zh: '特殊病例（组外）', en: 'special case, outside groups' },
  by_item_ungrouped: { zh: '未入组', en: 'ungrouped' },
  by_item_unrelated: { zh: '歧义组（QY）', en: 'unrelated procedure (QY)' },
  by_item_unweighted: { zh: '病组无权重', en: 'group without weight' },
  by_item_kind: { zh: '按项目、床日、打包等', en: 'by item, day, package' },
  by_item_no_pool: { zh: '险种没有统筹池', en: 'insurance without a pool' },
  by_item_unknown_hospital: { zh: '未登记医疗机构', en: 'unknown hospital' },
  unpriced_missing_amount: { zh: '缺少金额，无法计价', en: 'amount missing, not priced' },
};

/** What `price` prints: cases and money by who decided the pay. */
export function renderPriceResult(result: PriceRunResult, language: Language): string {
  const zh = language === 'zh';
  const heads = zh
    ? ['病例', '费用（元）', '应付（元）', '基金（元）']
    : ['cases', 'charges (yuan)', 'pay (yuan)', 'fund (yuan)'];
  const line = (name: string, cells: readonly string[]): string =>
    padEndWide(name, 30) + cells.map((cell) => padStartWide(cell, 20)).join('');
  const rows = result.methods.map((sums) =>
    line(METHOD_WORDS[sums.method][language], [
      formatCount(sums.cases),
      formatMoney(sums.costFen, 'yuan'),
      formatMoney(sums.payFen, 'yuan'),
      formatMoney(sums.fundFen, 'yuan'),
    ]),
  );
  const foot = [
    ...result.notices.map((notice) => `· ${visibleText(notice[language])}`),
    `${zh ? '方案' : 'scheme'} ${result.scheme.id} ${result.scheme.hash.slice(0, 12)}  ${zh ? '政策' : 'policy'} ${result.policy.id} ${result.policy.hash.slice(0, 12)}`,
    result.caveat,
    `→ ${result.out}`,
    ...(result.rejectedFile === undefined ? [] : [`→ ${result.rejectedFile}`]),
  ];
  return `${[line('', heads), ...rows, ...foot].join('\n')}\n`;
}
