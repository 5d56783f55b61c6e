import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Language, Text } from '../kernel/errors.js';

/** Pages that a run may write beside its report, in the order in which they are told. */
const FURTHER: readonly (readonly [file: string, words: Text])[] = [
  ['behaviour.html', { zh: '打开行为影响', en: 'Open what behaviour adds' }],
  ['years.html', { zh: '打开多年展望', en: 'Open the years' }],
];

/** Where the report lies, and each further page that stands beside it: a line each. */
export function pagePlaces(folder: string, language: Language): string[] {
  const pages: readonly (readonly [string, Text])[] = [
    ['report.html', { zh: '打开报告', en: 'Open the report' }],
    ...FURTHER.filter(([file]) => existsSync(join(folder, file))),
  ];
  return pages.map(([file, words]) => `${words[language]}  ${join(folder, file)}`);
}
