import type { Language } from '../../kernel/errors.js';
import type { Fen } from '../../kernel/money.js';
import type { AddedColumn } from '../../report/workbook/append-columns.js';

/** What is written beside a row of cases. */
export interface CaseAnswer {
  readonly line: number;
  readonly group: string;
  readonly groupName: string;
  /** '' where no weight counts. */
  readonly weight: string;
  /** NaN where there is none. */
  readonly standardFen: Fen;
  readonly marginFen: Fen;
  readonly reason: string;
  readonly repair: string;
}

const HEADINGS = {
  group: { zh: '测算病组', en: 'estimated group' },
  groupName: { zh: '测算病组名称', en: 'estimated group, name' },
  weight: { zh: '测算权重', en: 'estimated weight' },
  standard: { zh: '测算支付标准（元）', en: 'estimated standard (yuan)' },
  margin: { zh: '测算盈亏（元）', en: 'estimated margin (yuan)' },
  reason: { zh: '测算说明', en: 'estimate, remarks' },
  repair: { zh: '编码修复建议', en: 'repairs of codes offered' },
} as const;

const ALL_HEADINGS: ReadonlySet<string> = new Set(Object.values(HEADINGS).flatMap(({ zh, en }) => [zh, en]));

/** Places of the columns that an earlier answer wrote into the sheet. */
export function ownColumns(headings: readonly string[]): ReadonlySet<number> {
  return new Set(headings.flatMap((heading, place) => (ALL_HEADINGS.has(heading) ? [place] : [])));
}

/** The columns that are added; prices only where there is a policy, repairs always: an empty column says "none". */
export function addedColumns(answers: readonly CaseAnswer[], isPriced: boolean, language: Language): AddedColumn[] {
  const column = (
    name: keyof typeof HEADINGS,
    format: AddedColumn['format'],
    width: number,
    answerOf: (answer: CaseAnswer) => string | number | undefined,
  ): AddedColumn => {
    const values = new Map<number, string | number>();
    for (const answer of answers) {
      const value = answerOf(answer);
      if (value !== undefined) values.set(answer.line, value);
    }
    return { heading: HEADINGS[name][language], format, width, values };
  };
  const yuan = (fen: Fen): number | undefined => (Number.isNaN(fen) ? undefined : fen / 100);
  return [
    column('group', 'text', 12, ({ group }) => group),
    column('groupName', 'text', 36, ({ groupName }) => groupName),
    ...(isPriced
      ? [
          column('weight', 'number', 12, ({ weight }) => (weight === '' ? undefined : Number(weight))),
          column('standard', 'amount', 20, ({ standardFen }) => yuan(standardFen)),
          column('margin', 'amount', 20, ({ marginFen }) => yuan(marginFen)),
        ]
      : []),
    column('reason', 'text', 48, ({ reason }) => reason),
    column('repair', 'text', 48, ({ repair }) => repair),
  ];
}
