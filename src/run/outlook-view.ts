import type { Text } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';
import { formatMoney } from '../report/format-number.js';
import type { BalanceOverYearsRole, HeadlineFigure } from '../report/report-model.js';
import { FUND_TOTAL } from '../simulation/result-schemas.js';

/** The chart of the balance over years, where a run looks at years. */
export function balanceRole(tables: readonly ResultTable[]): BalanceOverYearsRole | undefined {
  if (yearsOf(tables) === undefined) return undefined;
  return { table: 'years', total: FUND_TOTAL, subject: { zh: '累计结余', en: 'Balance carried' } };
}

/** Of an outlook over years alone: its title, and its end in figures. */
export interface OutlookView {
  readonly title: Text;
  readonly figures: readonly HeadlineFigure[];
  /** The outlook first, then what compares nothing. */
  readonly tables: readonly ResultTable[];
}

/** How a run shows its outlook where its comparison is empty; undefined where it has none. */
export function outlookView(policyTitle: Text, tables: readonly ResultTable[]): OutlookView | undefined {
  const years = yearsOf(tables);
  if (years === undefined) return undefined;
  const texts = (name: string): readonly string[] => years.columns[name] as readonly string[];
  const rows = texts('insurance').flatMap((name, row) =>
    name === FUND_TOTAL && texts('side')[row] === texts('side')[0] ? [row] : [],
  );
  const [first, last] = [rows[0]!, rows.at(-1)!];
  const [from, until] = [texts('year')[first]!, texts('year')[last]!];
  const at = (name: string, row: number): number => (years.columns[name] as Float64Array)[row]!;
  const figure = (name: string, row: number, zh: string, en: string): HeadlineFigure => {
    const year = texts('year')[row]!;
    const [low, high] = [at(`low_${name}`, row), at(`high_${name}`, row)];
    const shown = {
      label: { zh: `${year} 年${zh}`, en: `${en}, ${year}` },
      kind: 'money',
      value: at(name, row),
    } as const;
    if (Number.isNaN(low)) return shown;
    const [a, b] = [low, high].map((fen) => formatMoney(fen, 'wan'));
    return { ...shown, note: { zh: `区间 ${a} 至 ${b} 万元`, en: `interval ${a} to ${b} (10k yuan)` } };
  };
  return {
    title: {
      zh: `${policyTitle.zh}：多年展望，${from} 至 ${until} 年`,
      en: `${policyTitle.en}: outlook over years, ${from} to ${until}`,
    },
    figures: [
      {
        label: { zh: `${until} 年基金收入`, en: `Income of the fund, ${until}` },
        kind: 'money',
        value: at('income', last),
      },
      figure('spending', last, '基金支出', 'Spending of the fund'),
      figure('surplus', last, '当年结余', 'Surplus of the year'),
      figure('carried', last, '累计结余', 'Balance carried'),
    ],
    tables: [...tables.filter(isOutlook), ...tables.filter((table) => !isOutlook(table) && !isCompared(table))],
  };
}

const yearsOf = (tables: readonly ResultTable[]): ResultTable | undefined =>
  tables.find(({ schema, rowCount }) => schema.name === 'years' && rowCount > 0);
const isOutlook = ({ schema }: ResultTable): boolean => ['years', 'years_crossing'].includes(schema.name);
const isCompared = ({ schema }: ResultTable): boolean =>
  schema.name === 'winners' || schema.columns.some(({ name }) => name.startsWith('change_'));
