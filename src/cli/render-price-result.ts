import type { Language } from '../kernel/errors.js';
import { visibleText } from '../kernel/visible-text.js';
import { padEndWide, padStartWide } from '../report/display-width.js';
import { formatCount, formatMoney } from '../report/format-number.js';
import { PAYMENT_METHOD_WORDS } from '../report/payment-method-words.js';
import { CAVEAT } from '../report/report-model.js';
import type { PriceRunResult } from '../run/price-run.js';

/** What `price` prints: cases and money by who decided the pay. */
export function renderPriceResult(result: PriceRunResult, language: Language): string {
  const zh = language === 'zh';
  const heads = zh
    ? ['病例', '费用（元）', '应付（元）', '基金（元）']
    : ['cases', 'charges (yuan)', 'pay (yuan)', 'fund (yuan)'];
  const line = (name: string, cells: readonly string[]): string =>
    padEndWide(name, 30) + cells.map((cell) => padStartWide(cell, 20)).join('');
  const rows = result.methods.map((sums) =>
    line(PAYMENT_METHOD_WORDS[sums.method][language], [
      formatCount(sums.cases),
      formatMoney(sums.costFen, 'yuan'),
      formatMoney(sums.payFen, 'yuan'),
      formatMoney(sums.fundFen, 'yuan'),
    ]),
  );
  const foot = [
    ...result.notices.map((notice) => `· ${visibleText(notice[language])}`),
    `${zh ? '方案' : 'scheme'} ${result.scheme.id} ${result.scheme.hash.slice(0, 12)}  ${zh ? '政策' : 'policy'} ${result.policy.id} ${result.policy.hash.slice(0, 12)}`,
    CAVEAT[language],
    `→ ${result.out}`,
    ...(result.rejectedFile === undefined ? [] : [`→ ${result.rejectedFile}`]),
  ];
  return `${[line('', heads), ...rows, ...foot].join('\n')}\n`;
}
