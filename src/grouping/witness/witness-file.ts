import type { SchemeOptions } from '../../schemes/scheme-document.js';
import type { CaseRecord } from '../group-columns.js';
import type { Witness } from './find-witnesses.js';

/** Columns of witnesses.csv: two rows a group, the witness first; `falls_into` is where the row's case falls. */
const COLUMNS = ['group', 'falls_into', 'sex', 'age_years', 'age_days', 'weight_g', 'dx', 'px', 'options'] as const;

/** First line of the file; the reader passes over lines that begin so. */
const ORIGIN =
  '# Computed from the facts of this folder by the engine, no case of anybody. Provenance and trust: scheme.yaml.';
const COMMENT = '#';

/** A row of witnesses.csv: a case kept as evidence, and the group it must fall into. */
export interface WitnessRow {
  readonly group: string;
  readonly fallsInto: string;
  readonly options: Partial<SchemeOptions>;
  readonly record: CaseRecord;
}

/** Text of witnesses.csv. One weight is kept: a scheme asks for the weight at birth or for that on admission. */
export function writeWitnesses(witnesses: readonly Witness[]): string {
  const lines = witnesses.flatMap(({ group, options, witness, boundary, boundaryGroup }) => [
    lineOf(group, group, witness, options),
    lineOf(group, boundaryGroup, boundary, options),
  ]);
  return `${[ORIGIN, COLUMNS.join(','), ...lines].join('\n')}\n`;
}

function lineOf(group: string, fallsInto: string, record: CaseRecord, options: Partial<SchemeOptions>): string {
  const number = (value: number) => (value < 0 ? '' : String(value));
  const weight = Math.max(record.birth_weight_g, record.admission_weight_g);
  const numbers = [record.sex, record.age_years, record.age_days, weight].map(number);
  const switches = Object.entries(options).map(([name, value]) => `${name}=${value}`);
  return [group, fallsInto, ...numbers, record.dx.join('|'), record.px.join('|'), switches.join(' ')].join(',');
}

/** Reads witnesses.csv; its weight stands for both weights of a case. */
export function readWitnesses(text: string): WitnessRow[] {
  const [heading, ...lines] = text
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith(COMMENT));
  if (heading !== COLUMNS.join(',')) throw new RangeError(`witnesses.csv begins with ${heading}`);
  return lines.map((line, index) => {
    const [group = '', fallsInto = '', sex, years, days, grams, dx = '', px = '', options = ''] = line.split(',');
    const number = (cell: string | undefined) => (cell === undefined || cell === '' ? -1 : Number(cell));
    const switches = options === '' ? [] : options.split(' ').map((pair) => pair.split('='));
    const record: CaseRecord = {
      case_id: `W${index + 1}`,
      sex: number(sex),
      age_years: number(years),
      age_days: number(days),
      birth_weight_g: number(grams),
      admission_weight_g: number(grams),
      los_days: -1,
      discharge_type: -1,
      dx: dx === '' ? [] : dx.split('|'),
      px: px === '' ? [] : px.split('|'),
    };
    return { group, fallsInto, options: Object.fromEntries(switches) as Partial<SchemeOptions>, record };
  });
}
