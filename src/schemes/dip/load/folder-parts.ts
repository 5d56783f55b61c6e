import type { Text } from '../../../kernel/errors.js';
import type { Finding } from '../../../kernel/finding.js';
import { type Acknowledgement, inherited } from '../../acknowledgement.js';
import { CodeLists, readCodeFile } from '../../load/code-lists.js';
import type { YamlFile } from '../../load/yaml-file.js';
import type { Provenance } from '../../scheme-document.js';
import { SCHEME_ERRORS } from '../../scheme-errors.js';
import type {
  DiagnosisPattern,
  DipKind,
  DipOptions,
  DipPrimaryCareRow,
  DipSection,
  ExcludedProcedure,
} from '../dip-document.js';
import { DIP_ERRORS } from '../dip-errors.js';
import type { DipFile } from './dip-file-schema.js';
import { type ReadEntry, readEntryRow } from './entry-row.js';
import { parseCombination, parseDiagnoses } from './parse-patterns.js';
import { readEntryRows, readFolderTable } from './read-entries.js';
import { RowProblems } from './row-problems.js';

/** What one folder states; a catalogue over a base is its base's parts with its own laid over them. */
export interface DipParts {
  readonly id: string;
  readonly title: Text;
  readonly provenance: Provenance;
  readonly options: Partial<DipOptions>;
  readonly diagnoses: readonly string[];
  readonly procedures: readonly string[];
  readonly excludedDiagnoses: ReadonlySet<string>;
  readonly excludedProcedures: ReadonlyMap<string, ExcludedProcedure>;
  readonly classes: ReadonlyMap<string, DipKind>;
  readonly diagnosisLists: ReadonlyMap<string, readonly DiagnosisPattern[]>;
  readonly procedureLists: ReadonlyMap<string, ReadonlySet<string>>;
  readonly sections: readonly DipSection[];
  readonly matching: DipFile['matching'];
  readonly kindOrder: DipFile['kind_order'];
  readonly steps: NonNullable<DipFile['steps']>;
  readonly entries: readonly ReadEntry[];
  readonly primaryCare: readonly DipPrimaryCareRow[];
  readonly findings: readonly Finding[];
  readonly acknowledged: readonly Acknowledgement[];
}

/**
 * Reads the files that a DIP scheme.yaml names.
 * @param base  parts of the catalogue it adds to
 * @throws scheme_file_missing, scheme_pattern_syntax, dip_column_missing, dip_pattern; wrong rows are findings
 */
export function readFolderParts(folder: string, header: YamlFile<DipFile>, base: DipParts | undefined): DipParts {
  const file = header.content;
  const problems = new RowProblems();
  const codes = validCodes(folder, header, base);
  const lists = readLists(header, codes, base);
  const classes = new Map(base?.classes);
  for (const [kind, name] of Object.entries(file.classes ?? {}) as [DipKind, string][]) {
    for (const code of codeFile(folder, name, codes.procedures)) classes.set(code, kind);
  }
  const sections = (file.sections ?? []).map(
    ({ id, mdc, zh, en, procedures = 'remaining' }): DipSection => ({ id, mdc, title: { zh, en }, procedures }),
  );
  const entryCodes = { procedures: codes.procedures.universe.codes, classes };
  const own = (file.sections ?? []).flatMap(({ id, entries }) =>
    readEntryRows(folder, entries).flatMap(
      ({ row, place }) => readEntryRow(row, place, id, entryCodes, problems) ?? [],
    ),
  );
  const removed = new Set(file.remove ?? []);
  const kept = base?.entries.filter(({ code }) => !removed.has(code)) ?? [];
  for (const code of removed) {
    if (base?.entries.some((entry) => entry.code === code) === true) continue;
    throw SCHEME_ERRORS.scheme_overlay_unknown(
      {
        base: file.base ?? '-',
        code,
        known: kept
          .slice(0, 5)
          .map((entry) => entry.code)
          .join(', '),
      },
      { path: header.place(['remove']) },
    );
  }
  const entries = [...kept, ...own];
  return {
    id: file.id,
    title: file.title,
    provenance: statedOnly(file.provenance) as Provenance,
    options: { ...base?.options, ...(statedOnly(file.options ?? {}) as Partial<DipOptions>) },
    diagnoses: codes.diagnoses.universe.codes,
    procedures: codes.procedures.universe.codes,
    ...readExcluded(folder, header, codes, lists.diagnosisLists, base),
    classes,
    ...lists,
    sections: [...(base?.sections ?? []), ...sections],
    matching: file.matching ?? base?.matching,
    kindOrder: file.kind_order ?? base?.kindOrder,
    steps: file.steps ?? [...(base?.steps ?? []), ...sections.map(({ id }) => ({ sections: [id] }))],
    entries: file.scores === undefined ? entries : withScores(folder, file.scores, entries, problems),
    primaryCare:
      file.primary_care === undefined ? (base?.primaryCare ?? []) : primaryCareRows(folder, file.primary_care),
    findings: [
      ...(base?.findings ?? []),
      ...codes.diagnoses.findings,
      ...codes.procedures.findings,
      ...acknowledgedCodes(header),
      ...problems.all,
    ],
    acknowledged: [...inherited(base?.acknowledged), ...(file.acknowledged ?? [])],
  };
}

function statedOnly(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

interface Codes {
  readonly diagnoses: CodeLists;
  readonly procedures: CodeLists;
}

function validCodes(folder: string, header: YamlFile<DipFile>, base: DipParts | undefined): Codes {
  const { codes } = header.content;
  const read = (kind: 'diagnoses' | 'procedures') => {
    const file = codes?.[kind];
    if (file === undefined && base === undefined) {
      const place = { path: header.place(['codes', kind]) };
      throw SCHEME_ERRORS.scheme_shape({ key: `codes.${kind}`, problem: 'needed where there is no base' }, place);
    }
    const own = file === undefined ? [] : readCodeFile(folder, file).split(/\s+/).filter(Boolean);
    return new CodeLists(kind, [...(base?.[kind] ?? []), ...own, ...Object.keys(codes?.acknowledged?.[kind] ?? {})]);
  };
  return { diagnoses: read('diagnoses'), procedures: read('procedures') };
}

/** The codes that a file of patterns means; each pattern must mean one. */
function codeFile(folder: string, file: string, lists: CodeLists): ReadonlySet<string> {
  lists.add(file, readCodeFile(folder, file), file);
  return lists.codes(file, file);
}

function readLists(header: YamlFile<DipFile>, codes: Codes, base: DipParts | undefined) {
  const diagnosisLists = new Map(base?.diagnosisLists);
  const procedureLists = new Map(base?.procedureLists);
  for (const [name, { diagnoses, procedures }] of Object.entries(header.content.lists ?? {})) {
    if (diagnoses !== undefined) {
      const place = header.place(['lists', name, 'diagnoses']);
      const patterns = parseDiagnoses(diagnoses);
      if ('wrong' in patterns) throw DIP_ERRORS.dip_pattern({ token: patterns.wrong }, { path: place });
      diagnosisLists.set(name, patterns);
    }
    if (procedures !== undefined) {
      const place = header.place(['lists', name, 'procedures']);
      codes.procedures.add(name, procedures, place);
      procedureLists.set(name, codes.procedures.codes(name, place));
    }
  }
  return { diagnosisLists, procedureLists };
}

function readExcluded(
  folder: string,
  header: YamlFile<DipFile>,
  codes: Codes,
  lists: ReadonlyMap<string, readonly DiagnosisPattern[]>,
  base: DipParts | undefined,
): Pick<DipParts, 'excludedDiagnoses' | 'excludedProcedures'> {
  const { excluded = {} } = header.content;
  const procedures = new Map(base?.excludedProcedures);
  for (const rule of ['conservative', 'not_main'] as const) {
    const file = excluded[rule];
    if (file === undefined) continue;
    for (const code of codeFile(folder, file, codes.procedures)) procedures.set(code, { rule });
  }
  for (const [index, { scope: name, procedures: file }] of (excluded.main_only_for_scope ?? []).entries()) {
    const scope = lists.get(name);
    if (scope === undefined) {
      const place = header.place(['excluded', 'main_only_for_scope', index, 'scope']);
      throw SCHEME_ERRORS.scheme_unknown_list({ list: name, known: [...lists.keys()].join(', ') }, { path: place });
    }
    for (const code of codeFile(folder, file, codes.procedures))
      procedures.set(code, { rule: 'main_only_for_scope', scope });
  }
  const diagnoses = excluded.diagnoses;
  return {
    excludedDiagnoses:
      diagnoses === undefined ? (base?.excludedDiagnoses ?? new Set()) : codeFile(folder, diagnoses, codes.diagnoses),
    excludedProcedures: procedures,
  };
}

function withScores(
  folder: string,
  file: string,
  entries: readonly ReadEntry[],
  problems: RowProblems,
): readonly ReadEntry[] {
  const byCode = new Map(entries.map((entry) => [entry.code, entry]));
  const nothing = { procedures: [], classes: new Map() };
  for (const { row, place } of readScoreRows(folder, file)) {
    const entry = byCode.get(row.code);
    if (entry === undefined) {
      problems.warning(
        'dip_score_unknown',
        place,
        `分值表中的“${row.code}”不在病种目录中，未使用。`,
        `"${row.code}" of the table of scores is no entry of the catalogue; the row is not used.`,
      );
      continue;
    }
    const scored = readEntryRow(row, place, entry.section, nothing, problems);
    if (scored === undefined) continue;
    const { score, meanCostFen } = scored;
    byCode.set(row.code, {
      ...entry,
      ...(score === undefined ? {} : { score }),
      ...(meanCostFen === undefined ? {} : { meanCostFen }),
    });
  }
  return [...byCode.values()];
}

function readScoreRows(folder: string, file: string) {
  const { table, cell } = readFolderTable(folder, file, ['code', 'score']);
  return table.rows.map((cells, index) => ({
    row: {
      code: cell(cells, 'code'),
      score: cell(cells, 'score'),
      mean_cost: cell(cells, 'mean_cost'),
      dx: '*',
      ...{ sequence: '', px: '', use: '', when: '', name: '', kind: '', core: '' },
    },
    place: `${file}:${table.lines[index]}`,
  }));
}

function primaryCareRows(folder: string, file: string): DipPrimaryCareRow[] {
  const { table, cell } = readFolderTable(folder, file, ['sequence', 'dx', 'px']);
  return table.rows.map((cells, index) => {
    const diagnoses = parseDiagnoses(cell(cells, 'dx'));
    const parts = parseCombination(cell(cells, 'px'), []);
    if (!('wrong' in diagnoses) && !('wrong' in parts))
      return { sequence: Number(cell(cells, 'sequence')), diagnoses, main: parts[0] ?? [] };
    const token = 'wrong' in diagnoses ? diagnoses.wrong : 'wrong' in parts ? parts.wrong : '';
    throw DIP_ERRORS.dip_pattern({ token }, { path: `${file}:${table.lines[index]}` });
  });
}

function acknowledgedCodes(header: YamlFile<DipFile>): Finding[] {
  const acknowledged = header.content.codes?.acknowledged ?? {};
  return (['diagnoses', 'procedures'] as const).flatMap((kind) =>
    Object.entries(acknowledged[kind] ?? {}).map(([code, reason]) => ({
      code: 'code_acknowledged',
      severity: 'note' as const,
      path: header.place(['codes', 'acknowledged', kind, code]),
      zh: `编码 ${code} 不在有效编码表中，方案已说明：${reason}`,
      en: `code ${code} is not in the list of valid codes; the scheme acknowledges it: ${reason}`,
    })),
  );
}
