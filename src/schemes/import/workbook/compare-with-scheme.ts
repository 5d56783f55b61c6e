import { compareCodePoints } from '../../../kernel/hash.js';
import { ruleName } from '../../check/finding-text.js';
import type { SchemeDocument } from '../../scheme-document.js';
import type { SchemeDraft } from '../scheme-draft.js';
import type { MinistryTables } from './ministry-tables.js';
import { firstFew, type WorkbookFindings } from './workbook-findings.js';

/**
 * Tells where an imported workbook and a scheme differ: exclusion lists, severity, groups, and the codes that each ADRG
 * names. Conditions are compared by the cases they group (`scheme compare`), not by their wording.
 */
export function compareWithScheme(
  draft: SchemeDraft,
  tables: MinistryTables,
  scheme: SchemeDocument,
  findings: WorkbookFindings,
): void {
  const tell = (place: string, zh: string, en: string, here: ReadonlySet<string>, there: ReadonlySet<string>) => {
    const lacking = [...there].filter((code) => !here.has(code)).sort(compareCodePoints);
    const beyond = [...here].filter((code) => !there.has(code)).sort(compareCodePoints);
    if (lacking.length > 0) {
      findings.warning(
        'differs_from_scheme',
        place,
        `${zh}缺少 ${scheme.id} 所有的 ${firstFew(lacking)}`,
        `${en} lacks what ${scheme.id} has: ${firstFew(lacking)}`,
      );
    }
    if (beyond.length > 0) {
      findings.warning(
        'differs_from_scheme',
        place,
        `${zh}有 ${scheme.id} 没有的 ${firstFew(beyond)}`,
        `${en} has what ${scheme.id} lacks: ${firstFew(beyond)}`,
      );
    }
  };
  const empty: ReadonlySet<string> = new Set();
  const placeOf = new Map(
    [...tables.exclusions].map(([name, { place }]) => [Number(/(\d+)$/.exec(name)?.[1] ?? 0), place]),
  );
  const lists = new Map(draft.severity.map((list) => [list.number, list.principals]));
  for (const number of new Set([...lists.keys(), ...scheme.severity.exclusions.keys()])) {
    const here = lists.get(number) ?? empty;
    tell(
      placeOf.get(number) ?? '排除表',
      `排除表 ${number} `,
      `exclusion list ${number}`,
      here,
      scheme.severity.exclusions.get(number) ?? empty,
    );
  }
  for (const level of ['mcc', 'cc'] as const) {
    const pairs = draft.severity.flatMap(({ number, ...list }) => [...list[level]].map((code) => `${code}→${number}`));
    const there = [...scheme.severity[level]].map(([code, number]) => `${code}→${number}`);
    tell('CC', `${level.toUpperCase()} 表`, `the ${level.toUpperCase()} table`, new Set(pairs), new Set(there));
  }
  tell('OP_ALL', '有效手术', 'the list of valid procedures', draft.validProcedures, scheme.validProcedures);
  const rules = new Map(draft.chapters.flatMap((chapter) => chapter.rules.map((rule) => [rule.code, rule])));
  const others = new Map(scheme.chapters.flatMap((chapter) => chapter.rules.map((rule) => [ruleName(rule), rule])));
  tell('ADRG', 'ADRG 表', 'the sheet ADRG', new Set(rules.keys()), new Set(others.keys()));
  const adrgPlace = new Map(tables.adrgs.map((row) => [row.code, row.place]));
  for (const [code, rule] of rules) {
    const other = others.get(code);
    if (other === undefined) continue;
    const place = adrgPlace.get(code) ?? 'ADRG';
    const groups = rule.groups.length === 0 ? [code] : rule.groups.map((group) => group.code);
    tell(
      place,
      `${code} 的组`,
      `the groups of ${code}`,
      new Set(groups),
      new Set(other.groups.map((group) => group.code)),
    );
    const union = (all: Iterable<ReadonlySet<string>>) => new Set([...all].flatMap((list) => [...list]));
    tell(
      place,
      `${code} 的诊断`,
      `diagnoses of ${code}`,
      union(rule.diagnoses.values()),
      union(other.diagnosisLists.values()),
    );
    tell(
      place,
      `${code} 的手术`,
      `procedures of ${code}`,
      union(rule.procedures.values()),
      union(other.procedureLists.values()),
    );
  }
}
