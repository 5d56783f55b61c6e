import { CodeTreatment } from '../../codes/code-treatment.js';
import type { ColumnSchema } from '../../columns.js';
import type { ImportProfile } from '../../import-profile.js';
import type { ReadOptions } from '../read-result.js';
import type { ReadTally } from '../read-tally.js';
import type { CellWriter } from './cell-writer.js';
import { CodesWriter } from './codes-writer.js';
import { DayWriter } from './day-writer.js';
import { DictionaryWriter } from './dictionary-writer.js';
import { IntegerWriter } from './integer-writer.js';
import { MappedWriter } from './mapped-writer.js';
import { MoneyWriter } from './money-writer.js';
import { TextWriter } from './text-writer.js';

const DEFAULT_LIST_SIGNS = '|,;';
const NARROW_SIGNS: Readonly<Record<string, string>> = { '，': ',', '、': ',', '；': ';', '｜': '|' };
const encoder = new TextEncoder();

/** The writer of a column's cells as a profile says they are written. */
export function makeWriter(schema: ColumnSchema, options: ReadOptions, tally: ReadTally): CellWriter {
  const { profile, knownCodes } = options;
  const replacements = replacementsOf(profile, schema.name);
  if (schema.kind === 'codes') {
    const list = schema.name === 'dx' ? 'dx' : 'px';
    const known = list === 'dx' ? knownCodes?.diagnoses : knownCodes?.procedures;
    return new CodesWriter({
      column: list,
      separators: [...encoder.encode(listSigns(profile))],
      knownCodes: known ?? [],
      replacements,
      hasPrincipal: list === 'dx',
      treatment: new CodeTreatment({ list, profile, knownCodes: known }),
      names: profile?.names_beside_codes ?? 'keep',
      tally,
    });
  }
  const writer = makePlainWriter(schema, profile, tally);
  return replacements.size === 0 ? writer : new MappedWriter(writer, replacements);
}

function makePlainWriter(schema: ColumnSchema, profile: ImportProfile | undefined, tally: ReadTally): CellWriter {
  switch (schema.kind) {
    case 'money':
      return new MoneyWriter(schema, profile?.money ?? 'yuan', tally);
    case 'integer':
      return new IntegerWriter(schema, tally);
    case 'day':
      return new DayWriter(profile?.dates ?? 'ymd', tally);
    case 'dictionary':
      return new DictionaryWriter(schema);
    default:
      return new TextWriter();
  }
}

/** A sign as profiles write it: "tab" for the one that YAML shows badly. */
export function signOf(written: string): string {
  return written === 'tab' ? '\t' : written;
}

/** The narrow signs that part the codes of one cell; their full-width forms go with them. */
export function listSigns(profile: ImportProfile | undefined): string {
  if (profile?.list_separator === undefined) return DEFAULT_LIST_SIGNS;
  const sign = signOf(profile.list_separator);
  return NARROW_SIGNS[sign] ?? sign;
}

/** What a profile puts for texts of a column: its own value map, and the texts that mean missing everywhere. */
export function replacementsOf(profile: ImportProfile | undefined, column: string): Map<string, string> {
  const replacements = new Map<string, string>();
  for (const text of profile?.missing ?? []) replacements.set(text.trim(), '');
  for (const [text, value] of Object.entries(profile?.values[column] ?? {})) replacements.set(text.trim(), value);
  replacements.delete('');
  return replacements;
}
