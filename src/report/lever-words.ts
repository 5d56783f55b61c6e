import type { Language } from '../kernel/errors.js';
import { parameterLabel } from '../policy/parameter-labels.js';
import { inBandWords } from './band-words.js';

/**
 * "1: hospital_coefficient.by_level.3 × 0.97 from 2026-07-01" as a reader says it: the parameter by its name, days in
 * the reader's language. A path that has no name stays; the tables of the folder keep the paths.
 */
export function leverWords(lever: string, language: Language): string {
  const match = /^(\d+: )?(\S+) ([×=+−] .*)$/.exec(lever);
  const known = match === null ? undefined : parameterLabel(match[2]!);
  if (match === null || known === undefined) return lever;
  const label = inBandWords(match[2]!, known.label);
  const change =
    language === 'zh'
      ? match[3]!.replace(/ from (\d{4}-\d\d-\d\d)/, '，自 $1 起').replace(/ until (\d{4}-\d\d-\d\d)/, '，至 $1 前')
      : match[3]!;
  return `${match[1] ?? ''}${label[language]} ${change}`;
}
