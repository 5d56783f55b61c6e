import type { Language } from '../kernel/errors.js';
import { visibleText } from '../kernel/visible-text.js';
import { formatCount } from '../report/format-number.js';
import { CAVEAT } from '../report/report-model.js';
import type { runPriceWorkbook } from '../run/workbook/price-workbook-run.js';

/** What `price` prints where it answers in a workbook. */
export function renderFilledWorkbook(
  { out, sheet, cases, grouped, rejected, damaged }: Awaited<ReturnType<typeof runPriceWorkbook>>,
  language: Language,
): string {
  const [all, priced, unread, spoilt] = [cases, grouped, rejected, damaged].map((count) => formatCount(count));
  const name = visibleText(sheet);
  const lines =
    language === 'zh'
      ? [
          `工作表“${name}”：${all} 例，入组 ${priced}，未读入 ${unread}`,
          ...(damaged > 0 ? [`编码或编号被电子表格改写 ${spoilt} 例，未测算；见“编码修复建议”列`] : []),
        ]
      : [
          `sheet "${name}": ${all} cases, ${priced} grouped, ${unread} not read`,
          ...(damaged > 0
            ? [`${spoilt} with a code or id that a spreadsheet damaged, not computed; see "repairs of codes offered"`]
            : []),
        ];
  return `${[...lines, CAVEAT[language], `→ ${out}`].join('\n')}\n`;
}
