import { COLUMN_SCHEMAS, type ColumnKind } from '../cases/columns.js';

const KINDS: ReadonlyMap<string, ColumnKind> = new Map(COLUMN_SCHEMAS.map(({ name, kind }) => [name, kind]));

/**
 * True for cases that their schema takes as they are: known columns with values of the forms it allows. The schema
 * itself goes through every column of every case, which is most of the work of reading a request; whatever this does not
 * know for certain is left to it.
 */
export function arePlainCases(cases: unknown, most: number): cases is Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(cases) || cases.length === 0 || cases.length > most) return false;
  for (let index = 0; index < cases.length; index++) if (!isPlainCase(cases[index])) return false;
  return true;
}

function isPlainCase(one: unknown): boolean {
  if (typeof one !== 'object' || one === null || Array.isArray(one)) return false;
  for (const name in one) {
    const kind = KINDS.get(name);
    if (kind === undefined) return false;
    const value = (one as Readonly<Record<string, unknown>>)[name];
    if (typeof value === 'string' || value === null) continue;
    if (typeof value === 'number' ? !isNumberTaken(kind, value) : !isCodeList(kind, value)) return false;
  }
  return true;
}

function isNumberTaken(kind: ColumnKind, value: number): boolean {
  if (kind === 'codes') return false;
  if (kind === 'money' || kind === 'decimal' || kind === 'integer') return Number.isFinite(value);
  return Number.isSafeInteger(value);
}

function isCodeList(kind: ColumnKind, value: unknown): boolean {
  if (kind !== 'codes' || !Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) if (typeof value[index] !== 'string') return false;
  return true;
}
