import { resolve } from 'node:path';
import { compareCodePoints } from '../../kernel/hash.js';
import type { AdrgKind } from '../scheme-document.js';
import { SCHEME_ERRORS } from '../scheme-errors.js';
import { readTable, type TableRow } from './read-tables.js';
import type { DraftChapter, DraftList, DraftRule, DraftSeverity, SchemeDraft } from './scheme-draft.js';
import { type CheckedTablesMeta, checkTablesMeta, type TablesMeta } from './tables-meta.js';
import { type ConditionNames, translateCondition } from './translate-condition.js';
import { writeSchemeFolder } from './write-scheme-folder.js';

/**
 * Reads a scheme from plain tables (mdc, adrg, drg, mdc_dx, adrg_dx, adrg_px, cc, exclusion, icd9cm3, conditions, and
 * icd10; tab-separated with a header) and writes a scheme folder: `drgdip scheme import --kind tables`.
 * Code lists are stated as patterns, equal lists once. The target must not exist or be empty.
 * @param meta  checked here, so that a file's content may be handed over as it was read
 * @throws scheme_import_meta, scheme_table_missing, scheme_table_unknown, scheme_table_condition, scheme_target_exists
 */
export function importTables(sourceFolder: string, targetFolder: string, meta: TablesMeta): void {
  writeSchemeFolder(readTablesDraft(sourceFolder, checkTablesMeta(meta)), targetFolder);
}

function readTablesDraft(folder: string, meta: CheckedTablesMeta): SchemeDraft {
  const procedureRows = readTable(folder, 'icd9cm3.tsv', ['code', 'or_valid']);
  const diagnosisRows = readTable(resolve(folder, meta.diagnoses_folder ?? '.'), 'icd10.tsv', ['code']);
  const validProcedures = new Set(procedureRows.filter((row) => row.or_valid === '1').map((row) => row.code!));
  const lists: DraftList[] = [];
  const names = conditionNames(folder, meta, lists);
  const chapters = readChapters(folder, meta, names);
  const severity = readSeverity(folder);
  const used = usedCodes(chapters, lists, severity);
  const outside = (codes: ReadonlySet<string>, rows: readonly TableRow[]) => {
    const known = new Set(rows.map((row) => row.code!));
    const missing = [...codes].filter((code) => !known.has(code)).sort(compareCodePoints);
    return new Map(missing.map((code) => [code, meta.acknowledgement]));
  };
  return {
    id: meta.id,
    title: meta.title,
    provenance: withoutUndefined(meta.provenance),
    options: withoutUndefined(meta.options),
    ...(meta.refused_when === undefined ? {} : { refusedWhen: meta.refused_when }),
    sharedLists: withoutUndefined(meta.shared_lists),
    diagnoses: sortedCodes(diagnosisRows),
    procedures: sortedCodes(procedureRows),
    validProcedures,
    acknowledged: {
      diagnoses: outside(used.diagnoses, diagnosisRows),
      procedures: outside(used.procedures, procedureRows),
    },
    lists,
    chapters,
    severity,
  };
}

type Stated<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** A key that is absent, not one that is undefined. */
function withoutUndefined<T extends object>(object: T): Stated<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Stated<T>;
}

const sortedCodes = (rows: readonly TableRow[]) => rows.map((row) => row.code!).sort(compareCodePoints);

function conditionNames(folder: string, meta: CheckedTablesMeta, lists: DraftList[]): ConditionNames {
  const named = new Map<string, string>();
  for (const [word, { file, name }] of Object.entries(meta.named_lists)) {
    named.set(word, name);
    lists.push({ name, diagnoses: new Set(readTable(folder, file, ['code']).map((row) => row.code!)) });
  }
  const nameProcedures = (codes: readonly string[]) => {
    const key = codes.join(',');
    const name = meta.named_procedures[key] ?? `procedures_${codes[0]!.replace(/\W/g, '_')}`;
    if (!lists.some((list) => list.name === name)) lists.push({ name, procedures: new Set(codes) });
    return name;
  };
  return { weight: meta.weight, lists: named, nameProcedures };
}

function readChapters(folder: string, meta: CheckedTablesMeta, names: ConditionNames): DraftChapter[] {
  const chapterRows = readTable(folder, 'mdc.tsv', ['mdc', 'name', 'eval_order']);
  const adrgRows = new Map(
    readTable(folder, 'adrg.tsv', ['adrg', 'mdc', 'name', 'kind']).map((row) => [row.adrg!, row]),
  );
  const groupRows = groupBy(
    readTable(folder, 'drg.tsv', ['drg', 'adrg', 'name', 'order_in_adrg', 'condition']),
    'adrg',
  );
  const diagnosisRows = groupBy(readTable(folder, 'adrg_dx.tsv', ['adrg', 'list_id', 'code']), 'adrg');
  const procedureRows = groupBy(readTable(folder, 'adrg_px.tsv', ['adrg', 'list_id', 'code']), 'adrg');
  const chapterDiagnoses = groupBy(readTable(folder, 'mdc_dx.tsv', ['mdc', 'code']), 'mdc');
  const conditions = readTable(folder, 'conditions.tsv', ['scope', 'id', 'order', 'expression']);
  const translate = (row: TableRow | undefined) =>
    row === undefined ? 'always' : translateCondition(row.expression!, names, `conditions.tsv ${row.id}`);

  const isOff = (row: TableRow) =>
    row.scope === 'QY' && row.expression === 'false' && meta.unrelated_when !== undefined;

  const ruleOf = (row: TableRow): DraftRule => {
    const code = row.id!;
    const isRow = row.scope === 'QY' || row.scope === 'FALLBACK';
    const adrg = adrgRows.get(code);
    if (!isRow && adrg === undefined) {
      throw SCHEME_ERRORS.scheme_table_unknown({ file: 'conditions.tsv', id: code, other: 'adrg.tsv' });
    }
    const kind = row.scope === 'QY' ? 'unrelated' : row.scope === 'FALLBACK' ? 'fallback' : adrg!.kind!;
    const groups = isRow ? [] : [...(groupRows.get(code) ?? [])].sort(byNumber('order_in_adrg'));
    return {
      code,
      kind: kind as AdrgKind,
      name: row.scope === 'QY' ? meta.unrelated_name : isRow ? meta.fallback_name : adrg!.name!,
      when: translate(isOff(row) ? { ...row, expression: meta.unrelated_when! } : row),
      diagnoses: listsByNumber(diagnosisRows.get(code) ?? []),
      procedures: listsByNumber(procedureRows.get(code) ?? []),
      groups: groups.map((group) => ({
        code: group.drg!,
        name: group.name!,
        when: translateGroupCondition(group, names),
      })),
    };
  };
  const placed = new Set([...chapterDiagnoses.values()].flatMap((rows) => rows.map((row) => row.code!)));
  const leftOutOf = (mdc: string, rows: readonly TableRow[]) =>
    meta.left_out_chapters.includes(mdc)
      ? rows.flatMap((row) => (diagnosisRows.get(row.id!) ?? []).map((entry) => entry.code!))
      : [];
  return [...chapterRows].sort(byNumber('eval_order')).map((chapter): DraftChapter => {
    const mdc = chapter.mdc!;
    const rows = conditions.filter((row) => row.scope !== 'MDC' && row.id!.startsWith(mdc));
    const diagnoses = chapterDiagnoses.get(mdc) ?? [];
    return {
      mdc,
      name: chapter.name!,
      when: translate(conditions.find((row) => row.scope === 'MDC' && row.id === mdc)),
      diagnoses: new Set(diagnoses.map((row) => row.code!)),
      leftOut: new Set(leftOutOf(mdc, rows).filter((code) => !placed.has(code))),
      regions: regionsOf(diagnoses),
      // A fallback comes last whatever its sort number.
      rules: [...rows]
        .sort((a, b) => Number(a.scope === 'FALLBACK') - Number(b.scope === 'FALLBACK') || byNumber('order')(a, b))
        .map(ruleOf),
    };
  });
}

/** In group rows `|` binds tighter than `&`: "mcc|cc & age_years>=70" is (mcc or cc) and age. */
function translateGroupCondition(group: TableRow, names: ConditionNames): string {
  if (group.condition === 'always') return 'always';
  const terms = group.condition!.split('&').map((term) => `(${term})`);
  return translateCondition(terms.join('&'), names, `drg.tsv ${group.drg}`);
}

const byNumber = (column: string) => (a: TableRow, b: TableRow) => Number(a[column]) - Number(b[column]);

function groupBy(rows: readonly TableRow[], column: string): Map<string, TableRow[]> {
  const groups = new Map<string, TableRow[]>();
  for (const row of rows) {
    const key = row[column]!;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

function listsByNumber(rows: readonly TableRow[]): Map<number, Set<string>> {
  const lists = new Map<number, Set<string>>();
  for (const row of rows) {
    const number = Number(row.list_id);
    const list = lists.get(number) ?? new Set<string>();
    lists.set(number, list.add(row.code!));
  }
  return new Map([...lists].sort(([a], [b]) => a - b));
}

function regionsOf(rows: readonly TableRow[]): DraftChapter['regions'] {
  const regions = groupBy(
    rows.filter((row) => row.region !== undefined && row.region !== ''),
    'region',
  );
  return [...regions].map(([name, members]) => ({ name, diagnoses: new Set(members.map((row) => row.code!)) }));
}

function readSeverity(folder: string): DraftSeverity[] {
  const codeRows = groupBy(readTable(folder, 'cc.tsv', ['code', 'level', 'exclusion_list']), 'exclusion_list');
  const principalRows = groupBy(readTable(folder, 'exclusion.tsv', ['list', 'code']), 'list');
  const numbers = [...new Set([...codeRows.keys(), ...principalRows.keys()])].map((key): [number, string] => [
    // A list that no principal stands in cancels nothing: the format calls it 0.
    principalRows.has(key) ? Number(key) : 0,
    key,
  ]);
  const bySort = new Map<number, DraftSeverity>();
  for (const [number, key] of numbers.sort(([a], [b]) => a - b)) {
    const before = bySort.get(number);
    const codes = codeRows.get(key) ?? [];
    const ofLevel = (level: string, earlier: ReadonlySet<string> = new Set()) =>
      new Set([...earlier, ...codes.filter((row) => row.level === level).map((row) => row.code!)]);
    bySort.set(number, {
      number,
      principals: new Set((principalRows.get(key) ?? []).map((row) => row.code!)),
      mcc: ofLevel('MCC', before?.mcc),
      cc: ofLevel('CC', before?.cc),
    });
  }
  return [...bySort.values()];
}

function usedCodes(
  chapters: readonly DraftChapter[],
  lists: readonly DraftList[],
  severity: readonly DraftSeverity[],
): { diagnoses: Set<string>; procedures: Set<string> } {
  const diagnoses = new Set<string>();
  const procedures = new Set<string>();
  const add = (target: Set<string>, codes: Iterable<string> = []) => {
    for (const code of codes) target.add(code);
  };
  for (const chapter of chapters) {
    add(diagnoses, chapter.diagnoses);
    for (const rule of chapter.rules) {
      for (const list of rule.diagnoses.values()) add(diagnoses, list);
      for (const list of rule.procedures.values()) add(procedures, list);
    }
  }
  for (const list of lists) {
    add(diagnoses, list.diagnoses);
    add(procedures, list.procedures);
  }
  for (const list of severity) for (const codes of [list.principals, list.mcc, list.cc]) add(diagnoses, codes);
  return { diagnoses, procedures };
}
