import { normaliseCode } from '../../cases/codes/normalise-code.js';
import { plainHeading } from '../../cases/plain-heading.js';
import type { NumberedTextRows } from '../../cases/read/read-text-rows.js';
import type { Finding } from '../../kernel/finding.js';
import type { DipDocument, DipKind } from '../../schemes/dip/dip-document.js';
import type { SchemeDocument } from '../../schemes/scheme-document.js';
import { CATALOGUE_ERRORS } from './catalogue-errors.js';
import { catalogueFinding } from './catalogue-findings.js';

/** Treatment class (治疗方式) of procedures, with the row that says so where a file does. */
export interface ProcedureClasses {
  readonly kindOf: ReadonlyMap<string, DipKind>;
  /** Place of each code in its file; empty where a scheme is the source. */
  readonly placeOf: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

const CODE_HEADINGS = ['code', '编码', '手术操作编码', '手术编码', '操作编码', '手术操作代码'];
const CLASS_HEADINGS = ['class', 'kind', '类别', '治疗方式', '手术操作类别', '手术类别', '操作类别'];
const WORDS: Readonly<Record<string, DipKind>> = {
  conservative: 'conservative',
  保守: 'conservative',
  保守治疗: 'conservative',
  diagnostic: 'diagnostic',
  诊断性操作: 'diagnostic',
  诊断: 'diagnostic',
  therapeutic: 'therapeutic',
  治疗性操作: 'therapeutic',
  治疗: 'therapeutic',
  surgical: 'surgical',
  手术: 'surgical',
  相关手术: 'surgical',
};

/**
 * Reads a table `code,class` that a city brings; headings and words also in Chinese, as in 手术操作编码 and 诊断性操作.
 * Wrong rows are findings with file and line.
 * @throws catalogue_classes_heading
 */
export function readProcedureClasses(table: NumberedTextRows, file: string): ProcedureClasses {
  const headings = table.headings.map((heading) => plainHeading(heading));
  const placeOfAny = (names: readonly string[]) => headings.findIndex((one) => names.map(plainHeading).includes(one));
  const codeAt = placeOfAny(CODE_HEADINGS);
  const classAt = placeOfAny(CLASS_HEADINGS);
  if (codeAt < 0 || classAt < 0)
    throw CATALOGUE_ERRORS.catalogue_classes_heading({ headings: table.headings.join(', ') }, { path: file });
  const kindOf = new Map<string, DipKind>();
  const placeOf = new Map<string, string>();
  const findings: Finding[] = [];
  for (const [index, cells] of table.rows.entries()) {
    const code = normaliseCode(cells[codeAt] ?? '');
    if (code === '') continue;
    const place = `${file}:${table.lines[index]}`;
    const found = (cells[classAt] ?? '').trim();
    const kind = Object.hasOwn(WORDS, found.toLowerCase()) ? WORDS[found.toLowerCase()]! : undefined;
    const first = kindOf.get(code);
    if (kind === undefined) findings.push(catalogueFinding('catalogue_class_unknown', place, { code, found }));
    else if (first !== undefined && first !== kind)
      findings.push(catalogueFinding('catalogue_class_doubled', place, { code, first, found: kind }));
    else if (first === undefined) {
      kindOf.set(code, kind);
      placeOf.set(code, place);
    }
  }
  return { kindOf, placeOf, findings };
}

/**
 * Classes that a scheme holds. A DIP catalogue states them. Of a DRG scheme: procedures of surgical ADRGs are surgical,
 * those of other procedure ADRGs therapeutic, other valid (operating-room) ones surgical; nothing there is diagnostic.
 * @source the reading of DRG lists is ours, unverified
 */
export function classesOfScheme(document: DipDocument | SchemeDocument): ProcedureClasses {
  const of = (kindOf: ReadonlyMap<string, DipKind>): ProcedureClasses => ({ kindOf, placeOf: new Map(), findings: [] });
  if ('procedureClasses' in document) return of(document.procedureClasses);
  const kindOf = new Map<string, DipKind>();
  for (const code of document.validProcedures) kindOf.set(code, 'surgical');
  for (const [kind, treatment] of [
    ['procedure', 'therapeutic'],
    ['surgical', 'surgical'],
  ] as const) {
    for (const chapter of document.chapters) {
      for (const rule of chapter.rules) {
        if (rule.kind !== kind) continue;
        for (const list of rule.procedureLists.values()) for (const code of list) kindOf.set(code, treatment);
      }
    }
  }
  return of(kindOf);
}
