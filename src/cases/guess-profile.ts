import { COLUMN_SCHEMAS, columnSchema } from './columns.js';
import { CODE_HEADINGS, HEADING_SYNONYMS, VALUE_SYNONYMS } from './heading-synonyms.js';
import type { ImportProfile } from './import-profile.js';
import { plainHeading as plain } from './plain-heading.js';
import { headingsOfSource } from './read/map-headings.js';

export interface ProfileGuess {
  /** What could be told from the headings; to be looked at and edited. */
  readonly profile: Pick<ImportProfile, 'columns' | 'values'>;
  /** Headings that nothing was found for. */
  readonly unknown: readonly string[];
}

/**
 * Guesses an import profile from headings alone: canonical names, the Chinese labels of the columns, and headings that
 * front pages, HQMS files and settlement lists use. Of two headings for one column the first in the file is taken.
 */
export function guessProfile(headings: readonly string[]): ProfileGuess {
  const names = headings.map((heading) => heading.trim()).filter((heading) => heading !== '');
  const columns: ImportProfile['columns'] = {};
  const taken = new Set<string>();
  for (const schema of COLUMN_SCHEMAS) {
    const own = names.find((name) => name.toLowerCase() === schema.name);
    if (own !== undefined) {
      taken.add(own);
      continue;
    }
    if (schema.name === 'dx' || schema.name === 'px') {
      const source = guessCodes(names, schema.name);
      if (source === undefined) continue;
      columns[schema.name] = source;
      for (const name of headingsOfSource(source)) taken.add(name);
      continue;
    }
    const accepted = new Set([schema.label.zh, ...(HEADING_SYNONYMS[schema.name] ?? [])].map(plain));
    const found = names.find((name) => !taken.has(name) && accepted.has(plain(name)));
    if (found === undefined) continue;
    columns[schema.name] = found;
    taken.add(found);
  }
  const values: ImportProfile['values'] = {};
  for (const [column, texts] of Object.entries(VALUE_SYNONYMS)) {
    const isThere = columns[column] !== undefined || names.some((name) => columnSchema(name)?.name === column);
    if (isThere) values[column] = { ...texts };
  }
  return { profile: { columns, values }, unknown: names.filter((name) => !taken.has(name)) };
}

function guessCodes(names: readonly string[], list: 'dx' | 'px'): ImportProfile['columns'][string] | undefined {
  const known = CODE_HEADINGS[list];
  const find = (wanted: readonly string[]): string | undefined => {
    const accepted = new Set(wanted.map(plain));
    return names.find((name) => accepted.has(plain(name)));
  };
  const series = seriesOf(names, known.series);
  const principal = find(known.principal);
  if (principal === undefined) {
    const whole = find([columnSchema(list)!.label.zh, ...known.whole]);
    const [first, ...rest] = [whole, ...series].filter((name) => name !== undefined);
    return first === undefined || rest.length === 0 ? first : { principal: first, others: rest };
  }
  const others = names.filter((name) => name !== principal && (known.others.test(name) || series.includes(name)));
  return others.length === 0 ? principal : { principal, others };
}

/** Headings of a numbered series, by their numbers. */
function seriesOf(names: readonly string[], series: RegExp): string[] {
  const found = names.flatMap((name) => {
    const match = series.exec(plain(name));
    return match === null ? [] : [{ name, number: Number(match[1]) }];
  });
  return found.sort((a, b) => a.number - b.number).map(({ name }) => name);
}
