import { type Decimal, formatDecimal, parseDecimal } from '../kernel/decimal.js';
import type { Text } from '../kernel/errors.js';
import { insuranceName } from './insurance-names.js';
import type { SchemaNode } from './schema-shape.js';

/** Powers of ten that a unit behind a number stands for. */
const UNITS: Readonly<Record<string, number>> = { '': 0, 元: 0, 万: 4, 万元: 4, 亿: 8, 亿元: 8, '%': -2, '％': -2 };

/**
 * What the writer of a wrong value means, as it is to be written: a number in quotes or a word without them, 97% and 1.2亿
 * as plain numbers, 职工 as the name of the insurance; undefined where nobody can tell.
 */
export function meantValue(value: unknown, shapes: readonly SchemaNode[]): Text | undefined {
  const listed = shapes.flatMap((node) => [...(node.enum ?? []), ...(node.const === undefined ? [] : [node.const])]);
  const meant = listed.find((one) => one !== value && String(one) === String(value));
  if (meant !== undefined) {
    return typeof meant === 'string'
      ? { zh: `请加引号，写成 "${meant}"。`, en: `Put it in quotes: "${meant}".` }
      : { zh: `请去掉引号，写成 ${String(meant)}。`, en: `Write it without quotes: ${String(meant)}.` };
  }
  if (typeof value !== 'string') return undefined;
  const word = /^\s*([\u4e00-\u9fff]{2})/.exec(value)?.[1];
  const named =
    word === undefined ? undefined : listed.find((one) => typeof one === 'string' && insuranceName(one).zh === word);
  if (named !== undefined) {
    return { zh: `请写成 ${String(named)}。`, en: `Write ${String(named)}.` };
  }
  if (!shapes.some(({ type }) => type === 'number' || type === 'integer')) return undefined;
  const number = plainNumber(value);
  return number === undefined
    ? undefined
    : { zh: `请写成不带单位和逗号的数：${number}。`, en: `Write a plain number: ${number}.` };
}

/** "97%" → 0.97, "1.2亿" → 120000000, "1,200.50元" → 1200.50; undefined where the text is no number with a unit. */
function plainNumber(text: string): string | undefined {
  const match = /^\s*(-?\d{1,15}(?:[,，]\d{3})*(?:\.\d{1,8})?)\s*(\D*?)\s*$/.exec(text);
  const power = match === null ? undefined : UNITS[match[2]!];
  const decimal = match === null ? undefined : parseDecimal(match[1]!.replace(/[,，]/g, ''));
  return power === undefined || decimal === undefined ? undefined : formatDecimal(timesTen(decimal, power));
}

function timesTen({ digits, scale }: Decimal, power: number): Decimal {
  const moved = scale - power;
  return moved >= 0 ? { digits, scale: moved } : { digits: digits * 10 ** -moved, scale: 0 };
}
