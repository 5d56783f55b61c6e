import { parseDay } from '../../kernel/day.js';
import { decimalToNumber, formatDecimal, parseDecimal } from '../../kernel/decimal.js';
import type { Text } from '../../kernel/errors.js';
import { fenOf } from '../../kernel/money.js';
import { levelClassOfText } from '../level-class.js';
import type { InputCell, InputColumn } from './input-table.js';
import { problemText } from './input-table-errors.js';

export interface CellProblem extends Text {
  readonly code: Parameters<typeof problemText>[0];
}

const MONTH = /^(\d{4})(?:[-/.年]?)(\d{1,2})月?$/;
const GROUPED = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

/** A filled cell as its column has it, or what is wrong with it. */
export function readInputCell(text: string, column: InputColumn): { value: InputCell } | CellProblem {
  const wrong = (code: CellProblem['code']): CellProblem => {
    const details = { value: text, least: column.least, most: column.most };
    const values = (language: 'zh' | 'en'): string =>
      Object.entries(column.values ?? {})
        .map(([value, meaning]) => `${value}（${meaning[language]}）`)
        .join(language === 'zh' ? '、' : ', ');
    return {
      code,
      ...problemText(
        code,
        { ...details, label: column.label.zh, values: values('zh') },
        { ...details, label: column.label.en, values: values('en').replace(/（/g, ' (').replace(/）/g, ')') },
      ),
    };
  };
  switch (column.form) {
    case 'text': {
      if (column.values === undefined) return { value: text };
      const value = Object.keys(column.values).find((one) => one === text || column.values![one]!.zh === text);
      return value === undefined ? wrong('input_cell_not_allowed') : { value };
    }
    case 'day': {
      const day = parseDay(text);
      return day === undefined ? wrong('input_cell_not_day') : { value: day };
    }
    case 'month': {
      const match = MONTH.exec(text);
      const month = Number(match?.[2]);
      if (match === null || month < 1 || month > 12) return wrong('input_cell_not_month');
      return { value: `${match[1]}-${String(month).padStart(2, '0')}` };
    }
    case 'level':
      return levelClassOfText(text) === undefined ? wrong('input_cell_not_level') : { value: text };
    default: {
      const decimal = parseDecimal(GROUPED.test(text) ? text.replaceAll(',', '') : text);
      const isAmount = column.form === 'amount';
      if (decimal === undefined) return wrong(isAmount ? 'input_cell_not_amount' : 'input_cell_not_number');
      if (isAmount && decimal.scale > 2) return wrong('input_cell_not_amount');
      if (column.form === 'whole' && decimal.scale > 0) return wrong('input_cell_not_whole');
      const number = decimalToNumber(decimal);
      if (number < (column.least ?? Number.NEGATIVE_INFINITY) || number > (column.most ?? Number.POSITIVE_INFINITY)) {
        return wrong('input_cell_out_of_range');
      }
      return { value: isAmount ? fenOf(decimal) : column.form === 'whole' ? number : formatDecimal(decimal) };
    }
  }
}
