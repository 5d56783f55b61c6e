import type { InStayCard } from '../indicators/in-stay/in-stay-cards.js';
import type { Neighbour } from '../indicators/in-stay/neighbours.js';
import type { Language } from '../kernel/errors.js';
import { visibleLines } from '../kernel/visible-text.js';
import { formatCount, formatDecimals, formatMoney, formatPercent } from '../report/format-number.js';
import { columnSchema, formatCell } from '../report/report-cell.js';
import type { InStayRunResult } from '../run/in-stay/in-stay-run.js';
import { fitTable } from './fit-table.js';
import { pagePlaces } from './result-places.js';

const MOST_ROWS = 30;
/** Patients of a reason told by name; the file has all. */
const MOST_TOLD = 5;

/** One patient as a card; several as a table, the fullest first. */
export function renderInStay(
  { cards, table, folder, rejected }: InStayRunResult,
  language: Language,
  width = Number.POSITIVE_INFINITY,
): string {
  const zh = language === 'zh';
  const out: string[] = [];
  if (cards.length === 1)
    out.push(
      ...cardLines(
        cards[0]!,
        formatCell(table, columnSchema(table, 'share')!, 0, { language, unit: 'yuan' }),
        language,
      ),
      '',
    );
  else if (cards.length > 1) {
    const share = (row: number): number => {
      const value = (table.columns.share as Float64Array)[row]!;
      return Number.isNaN(value) ? -1 : value;
    };
    const rows = [...cards.keys()].sort((a, b) => share(b) - share(a) || a - b);
    const columns = [
      ...['case_id', 'department', 'group', 'alert', 'standard', 'cost', 'share', 'room', 'days_left'],
      ...['higher_group', 'lower_group'],
    ];
    out.push(fitTable(table, { language, unit: 'yuan', columns, rows, limit: MOST_ROWS, width }), '');
    out.push(...withoutStandard(cards, language));
  } else out.push(zh ? '没有可用的病例。' : 'no patient could be read.', '');
  if (rejected.length > 0) {
    out.push(zh ? `! 拒收 ${rejected.length} 处：` : `! ${rejected.length} rejections:`);
    for (const one of rejected.slice(0, 5)) out.push(`  ${one.file}:${one.row}:${one.column} ${one[language]}`);
  }
  out.push(
    zh
      ? '供病种与诊疗路径管理参考；支付标准不是对医师个人的限额，也不得据此推诿患者。'
      : 'For looking at diseases and pathways: a standard is no limit for a doctor, and no reason to turn a patient away.',
  );
  if (folder !== undefined) out.push(...pagePlaces(folder, language));
  return visibleLines(`${out.join('\n')}\n`);
}

/** Patients without a standard, a line a reason with the first of them. */
function withoutStandard(cards: readonly InStayCard[], language: Language): string[] {
  const byReason = new Map<string, string[]>();
  for (const { reason, caseId, group } of cards) {
    const words = reason[language];
    if (words !== '') byReason.set(words, [...(byReason.get(words) ?? []), inBrackets(caseId, group, language)]);
  }
  const zh = language === 'zh';
  return [...byReason].map(([words, patients]) => {
    const told = patients.slice(0, MOST_TOLD).join(zh ? '、' : ', ');
    const more = patients.length > MOST_TOLD ? (zh ? ' 等' : ' …') : '';
    return zh
      ? `! ${patients.length} 人没有支付标准，${words}：${told}${more}`
      : `! ${patients.length} without a standard, ${words}: ${told}${more}`;
  });
}

const inBrackets = (caseId: string, group: string, language: Language): string =>
  language === 'zh' ? `${caseId}（${group}）` : `${caseId} (${group})`;

function cardLines(card: InStayCard, share: string, language: Language): string[] {
  const zh = language === 'zh';
  const yuan = (fen: number): string => `${formatMoney(fen, 'yuan')}${zh ? ' 元' : ' yuan'}`;
  const line = (label: string, value: string): string => `  ${label}${zh ? '：' : ': '}${value}`;
  const lines = [
    `${card.caseId}  ${card.group} ${card.groupName}${card.reason[language] === '' ? '' : ` — ${card.reason[language]}`}`.trim(),
    line(zh ? '支付标准' : 'standard', yuan(card.standardFen)),
    line(
      zh ? '已发生费用' : 'cost so far',
      `${yuan(card.costFen)}${Number.isNaN(card.standardFen) ? '' : ` (${share}%)`}${card.alert === undefined ? '' : ` ⚑ ${card.alert.title[language]}`}`,
    ),
    line(zh ? '剩余空间' : 'room left', yuan(card.roomFen)),
  ];
  if (!Number.isNaN(card.daysLeft)) {
    lines.push(
      line(
        zh ? '按当前速度' : 'at this pace',
        zh
          ? `已住 ${formatCount(card.days)} 天，日均 ${yuan(card.dailyFen)}，再住 ${formatCount(card.daysLeft)} 天达到支付标准`
          : `${formatCount(card.days)} days so far, ${yuan(card.dailyFen)} a day; the standard is reached in ${formatCount(card.daysLeft)} days`,
      ),
    );
  }
  if (!Number.isNaN(card.expectedDays)) {
    const days = formatDecimals(card.expectedDays, 1);
    lines.push(
      line(
        zh ? '同组平均住院日' : 'mean days of the group',
        zh
          ? `${days} 天（${formatCount(card.pastCases)} 例），按当前速度届时 ${yuan(card.expectedFen)}`
          : `${days} (${formatCount(card.pastCases)} cases); by then ${yuan(card.expectedFen)} at this pace`,
      ),
    );
  }
  if (!Number.isNaN(card.tcmShare)) lines.push(line(zh ? '中治率' : 'TCM treatment', formatPercent(card.tcmShare)));
  if (!Number.isNaN(card.lowEdgeFen) || !Number.isNaN(card.highEdgeFen)) {
    lines.push(
      line(
        zh ? '倍率界限' : 'outliers',
        `${zh ? '低于' : 'below'} ${yuan(card.lowEdgeFen)}, ${zh ? '高于' : 'above'} ${yuan(card.highEdgeFen)}`,
      ),
    );
  }
  const near = (mark: string, other: Neighbour | undefined, zhWord: string, enWord: string): void => {
    if (other === undefined) return;
    const change = formatMoney(other.standardFen - card.standardFen, 'yuan', 'always');
    lines.push(
      `  ${mark} ${other.group} ${other.name} ${yuan(other.standardFen)} (${change})${zh ? `：${zhWord}` : `: ${enWord} `}${other.words[language]}`,
    );
  };
  near('↑', card.higher, '还需', 'still needs');
  near('↓', card.lower, '若没有', 'if not for');
  return lines;
}
