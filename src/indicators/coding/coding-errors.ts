import { normaliseCode } from '../../cases/codes/normalise-code.js';
import type { InputRow } from '../../cases/tables/input-table.js';
import type { Text } from '../../kernel/errors.js';
import type { CaseCodes } from './with-codes.js';

/** Kinds of coding errors of a list against its record, in the order in which they are put right. */
export const CODING_ERRORS = {
  principal: { zh: '主诊断选择错误', en: 'wrong principal diagnosis' },
  missing_dx: { zh: '其他诊断漏编', en: 'a diagnosis of the record is missing' },
  extra_dx: { zh: '其他诊断多编', en: 'a diagnosis that the record lacks' },
  missing_px: { zh: '手术操作漏编', en: 'a procedure of the record is missing' },
  extra_px: { zh: '手术操作多编', en: 'a procedure that the record lacks' },
} as const satisfies Record<string, Text>;
export type CodingError = keyof typeof CODING_ERRORS;
export const CODING_ERROR_NAMES = Object.keys(CODING_ERRORS) as CodingError[];

/** What a record says; undefined: nothing, and it is not judged. */
export interface RecordCodes {
  readonly principal: string | undefined;
  readonly dx: readonly string[] | undefined;
  readonly px: readonly string[] | undefined;
}

export function recordCodesOf(row: InputRow): RecordCodes {
  const list = (name: string): string[] | undefined =>
    row[name] === undefined
      ? undefined
      : String(row[name])
          .split('|')
          .map((code) => normaliseCode(code.trim()))
          .filter((code) => code !== '');
  return { principal: list('record_principal')?.[0], dx: list('record_dx'), px: list('record_px') };
}

/**
 * The list with one kind of error put right.
 * - principal: the record's stands first; the list's own is dropped, unless the record has it among the others
 * - missing: added at the end, in the order of the record; extra: removed, never the principal
 */
export function putRight(list: CaseCodes, record: RecordCodes, error: CodingError): CaseCodes {
  const { dx, px } = list;
  const [first, ...others] = dx;
  switch (error) {
    case 'principal': {
      const { principal } = record;
      if (principal === undefined || principal === first) return list;
      const kept = others.filter((code) => code !== principal);
      const isOther = first !== undefined && (record.dx === undefined || record.dx.includes(first));
      return { px, dx: [principal, ...(isOther ? [first] : []), ...kept] };
    }
    case 'missing_dx': {
      const more = (record.dx ?? []).filter((code) => !dx.includes(code));
      return more.length === 0 ? list : { px, dx: [...dx, ...more] };
    }
    case 'extra_dx': {
      const kept = record.dx === undefined ? others : others.filter((code) => record.dx!.includes(code));
      return kept.length === others.length ? list : { px, dx: [...dx.slice(0, 1), ...kept] };
    }
    case 'missing_px': {
      const more = (record.px ?? []).filter((code) => !px.includes(code));
      return more.length === 0 ? list : { dx, px: [...px, ...more] };
    }
    case 'extra_px': {
      const kept = record.px === undefined ? px : px.filter((code) => record.px!.includes(code));
      return kept.length === px.length ? list : { dx, px: kept };
    }
  }
}
