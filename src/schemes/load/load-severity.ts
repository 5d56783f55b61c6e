import type { SeverityTables } from '../scheme-document.js';
import { SCHEME_ERRORS } from '../scheme-errors.js';
import type { CodeLists } from './code-lists.js';
import { severityFileSchema } from './scheme-file-schema.js';
import { readYamlFile } from './yaml-file.js';

/**
 * Reads severity.yaml: for each exclusion list its principals and the MCC and CC codes that name it.
 * @throws scheme_doubled_severity where a code would have two levels or two lists
 */
export function loadSeverity(folder: string, diagnoses: CodeLists): SeverityTables {
  const file = readYamlFile(folder, 'severity.yaml', severityFileSchema);
  const mcc = new Map<string, number>();
  const cc = new Map<string, number>();
  const exclusions = new Map<number, ReadonlySet<string>>();
  for (const [key, list] of Object.entries(file.content.exclusion_lists)) {
    const number = Number(key);
    const expand = (part: 'principals' | 'mcc' | 'cc'): ReadonlySet<string> => {
      const text = list[part];
      if (text === undefined) return new Set();
      const place = file.place(['exclusion_lists', key, part]);
      const name = `exclusion${number}.${part}`;
      diagnoses.add(name, text, place);
      return diagnoses.codes(name, place);
    };
    for (const [level, table] of [
      ['mcc', mcc],
      ['cc', cc],
    ] as const) {
      for (const code of expand(level)) {
        if (mcc.has(code) || cc.has(code)) {
          throw SCHEME_ERRORS.scheme_doubled_severity({ code }, { path: file.place(['exclusion_lists', key, level]) });
        }
        table.set(code, number);
      }
    }
    if (number !== 0) exclusions.set(number, expand('principals'));
  }
  return { mcc, cc, exclusions };
}
