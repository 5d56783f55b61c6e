import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readYamlFile } from '../load/yaml-file.js';
import type { SchemeDocument, SeverityTables } from '../scheme-document.js';
import { SCHEME_ERRORS } from '../scheme-errors.js';
import { overlaySeveritySchema } from './overlay-file-schema.js';
import type { OverlayLists } from './overlay-lists.js';

/**
 * Severity of the base with an overlay's changes: principals of exclusion lists, codes that count as MCC or CC, codes
 * that count no more.
 * @throws scheme_doubled_severity where the overlay gives a code two levels or lists
 */
export function applySeverity(folder: string, base: SchemeDocument, diagnoses: OverlayLists): SeverityTables {
  if (!existsSync(join(folder, 'severity.yaml'))) return base.severity;
  const file = readYamlFile(folder, 'severity.yaml', overlaySeveritySchema);
  const mcc = new Map(base.severity.mcc);
  const cc = new Map(base.severity.cc);
  const exclusions = new Map(base.severity.exclusions);
  const stated = new Set<string>();
  const expand = (name: string, text: string, place: string) => {
    diagnoses.add(name, text, place);
    return diagnoses.codes(name, place);
  };
  const { neither } = file.content;
  if (neither !== undefined) {
    for (const code of expand('severity.neither', neither, file.place(['neither']))) {
      stated.add(code);
      mcc.delete(code);
      cc.delete(code);
    }
  }
  for (const [key, list] of Object.entries(file.content.exclusion_lists ?? {})) {
    const number = Number(key);
    for (const level of ['mcc', 'cc'] as const) {
      const text = list[level];
      if (text === undefined) continue;
      const place = file.place(['exclusion_lists', key, level]);
      for (const code of expand(`severity.${number}.${level}`, text, place)) {
        if (stated.has(code)) throw SCHEME_ERRORS.scheme_doubled_severity({ code }, { path: place });
        stated.add(code);
        mcc.delete(code);
        cc.delete(code);
        (level === 'mcc' ? mcc : cc).set(code, number);
      }
    }
    if (number === 0) continue;
    const name = `severity.${number}.principals`;
    const place = file.place(['exclusion_lists', key, 'principals']);
    const before = base.severity.exclusions.get(number) ?? new Set<string>();
    if (list.principals === undefined) {
      if (!exclusions.has(number)) exclusions.set(number, before);
      continue;
    }
    const exact = [...before].map((code) => `=${code}`).join(' ');
    diagnoses.add(`${name}_before`, exact, place);
    exclusions.set(number, expand(name, list.principals.replace(/\$base\b/g, `$${name}_before`), place));
  }
  return { mcc, cc, exclusions };
}
