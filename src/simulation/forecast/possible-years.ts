import type { CaseTable, Column } from '../../cases/case-table.js';
import type { GroupColumns } from '../../grouping/group-columns.js';
import { sharedInt32 } from '../../kernel/shared-arrays.js';
import type { PricedColumns } from '../../pricing/priced-columns.js';
import { copySuffix, type DrawnRows, movedDay } from './draw-year.js';
import { type Behind, type Numbers, numbersOf, PossibleNumbers, PossibleTexts } from './possible-rows.js';
import type { RestOfYear } from './rest-of-year.js';

/** Cases by row of the file, each priced once: once for each stretch of the year in which it may leave again. */
export interface PricedOnce {
  /** Only the columns that clearing reads. */
  readonly table: CaseTable;
  readonly groups: GroupColumns;
  readonly facts?: Readonly<Record<string, Int8Array | Int16Array | Int32Array>>;
  /** As each case left; then, where the rest of the year has others, as it would be priced in each stretch of it. */
  readonly priced: readonly [PricedColumns, ...PricedColumns[]];
  /** Which of `priced` holds on a day of the rest of the year. */
  readonly pricesOn: (day: number) => number;
}

/** A possible year, for clearing. It holds until the next one is asked for. */
export interface PossibleYear extends Pick<PricedOnce, 'table' | 'groups' | 'facts'> {
  readonly priced: PricedColumns;
}

/**
 * Possible years of one file without grouping or pricing any of them: a case that is drawn again has the group and the
 * price that it had, since neither looks at another case. The cases so far stand first, once and for all; what is drawn
 * is written behind them.
 */
export class PossibleYears {
  private readonly numbers = new Map<string, PossibleNumbers<Numbers>>();
  private readonly texts = new Map<string, PossibleTexts>();

  constructor(
    private readonly once: PricedOnce,
    private readonly rest: RestOfYear,
    private readonly kept: Uint32Array,
  ) {}

  year(drawn: DrawnRows, replicate: number): PossibleYear {
    const { table, groups, facts, priced, pricesOn } = this.once;
    const { rows } = drawn;
    const behind: Behind = { rows, sourceOf: new Uint8Array(rows.length) };
    const ofPrices = priced.length === 1 ? behind : { rows, sourceOf: Uint8Array.from(drawn.days, pricesOn) };
    const take = <Values extends Numbers>(name: string, from: Values): Values => this.take(name, [from], behind);
    return {
      table: {
        caseCount: this.kept.length + drawn.rows.length,
        sourceRow: take('sourceRow', table.sourceRow),
        columns: this.columns(table, drawn, behind, copySuffix(replicate)),
      },
      groups: {
        group: take('group', groups.group),
        status: take('status', groups.status),
        reason: take('reason', groups.reason),
      },
      ...(facts === undefined ? {} : { facts: eachNumbers(facts, (name, values) => take(`fact ${name}`, values)) }),
      priced: eachOf(priced, (name, sources) => this.take(`priced ${name}`, sources, ofPrices)),
    };
  }

  private columns(table: CaseTable, drawn: DrawnRows, behind: Behind, suffix: string): Record<string, Column> {
    const columns: Record<string, Column> = {};
    for (const [name, column] of Object.entries(table.columns)) {
      if (column.kind === 'codes') continue;
      if (column.kind === 'text') {
        const texts = this.texts.get(name) ?? new PossibleTexts(column, this.kept);
        this.texts.set(name, texts);
        columns[name] = texts.with(drawn.rows, suffix);
        continue;
      }
      const values = this.take(`column ${name}`, [numbersOf(column)], behind);
      columns[name] = (column.kind === 'dictionary' ? { ...column, codes: values } : { ...column, values }) as Column;
    }
    this.moveDays(columns, drawn);
    return columns;
  }

  private moveDays(columns: Record<string, Column>, { rows, days }: DrawnRows): void {
    const from = this.once.table.columns.discharge_date;
    if (from?.kind !== 'day') return;
    for (const column of Object.values(columns)) {
      if (column.kind !== 'day') continue;
      for (let n = 0, at = this.kept.length; n < rows.length; n++, at++) {
        column.values[at] = movedDay(column.values[at]!, from.values[rows[n]!]!, days[n]!, this.rest.lastDay);
      }
    }
  }

  private take<Values extends Numbers>(name: string, sources: readonly [Values, ...Values[]], behind: Behind): Values {
    const numbers = this.numbers.get(name) ?? new PossibleNumbers<Numbers>(sources, this.kept);
    this.numbers.set(name, numbers);
    return numbers.with(behind) as Values;
  }
}

function eachNumbers<Values extends Numbers>(
  columns: Readonly<Record<string, Values>>,
  made: (name: string, values: Values) => Values,
): Record<string, Values> {
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, made(name, values)]));
}

/** Every column of prices, from those of the same name. */
function eachOf(
  priced: readonly [PricedColumns, ...PricedColumns[]],
  made: <Values extends Numbers>(name: string, sources: readonly [Values, ...Values[]]) => Values,
): PricedColumns {
  const [first, ...others] = priced;
  return Object.fromEntries(
    Object.entries(first).map(([name, values]: [string, Numbers]) => [
      name,
      made(name, [values, ...others.map((one) => one[name as keyof PricedColumns] as Numbers)]),
    ]),
  ) as unknown as PricedColumns;
}

/** The same cases, all of them with one day, so that a pass prices them as the stretch of the year with that day does. */
export function allOnDay(table: CaseTable, column: string, day: number): CaseTable {
  const values = sharedInt32(table.caseCount).fill(day);
  return { ...table, columns: { ...table.columns, [column]: { kind: 'day', values } } };
}
