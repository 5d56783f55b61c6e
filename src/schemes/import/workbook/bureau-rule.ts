import { EngineError } from '../../../kernel/errors.js';
import { ConditionReader, type ConditionScope } from '../../load/read-condition.js';
import { bureauCondition, conditionByNumber } from './bureau-condition.js';
import type { BureauList, BureauRow } from './bureau-row.js';
import type { BureauTables } from './bureau-tables.js';
import type { CodeKind } from './code-cell.js';
import type { WorkbookFindings } from './workbook-findings.js';

/** Reads the conditions of a workbook's rows and checks their names where they stand. */
export class BureauConditions {
  private readonly reader: ConditionReader;
  private readonly shared: Readonly<Record<CodeKind, ReadonlySet<string>>>;

  /** @param shared  names of shared lists, the base's too */
  constructor(
    shared: Readonly<Record<CodeKind, Iterable<string>>>,
    private readonly findings: WorkbookFindings,
  ) {
    this.shared = { diagnoses: new Set(shared.diagnoses), procedures: new Set(shared.procedures) };
    this.reader = new ConditionReader([...this.shared.diagnoses, ...this.shared.procedures]);
  }

  /** A condition of a chapter, an ADRG (with the numbers of its lists) or a group (which alone asks for severity). */
  read(
    written: string,
    place: string,
    scope: { readonly diagnoses: Iterable<number>; readonly procedures: Iterable<number>; readonly isGroup: boolean },
  ): string {
    const text = bureauCondition(written);
    const full: ConditionScope = {
      diagnosisLists: new Set(scope.diagnoses),
      procedureLists: new Set(scope.procedures),
      namedDiagnoses: this.shared.diagnoses,
      namedProcedures: this.shared.procedures,
      mayUseSeverity: scope.isGroup,
    };
    try {
      this.reader.read(text, full, place);
      return text;
    } catch (cause) {
      if (!(cause instanceof EngineError)) throw cause;
      const sentence = (language: 'zh' | 'en') => cause.text(language).slice(place.length + 2);
      this.findings.error(
        'condition_not_understood',
        place,
        `条件“${written}”（读作“${text}”）不能理解：${sentence('zh')}`,
        `the condition "${written}" (read as "${text}") is not understood: ${sentence('en')}`,
      );
      return 'false';
    }
  }
}

const NO_LISTS = { diagnoses: [], procedures: [] };
export const GROUP_SCOPE = { ...NO_LISTS, isGroup: true };
export const CHAPTER_SCOPE = { ...NO_LISTS, isGroup: false };

/** The lists of one ADRG by number. */
export function listsOf(tables: BureauTables, kind: CodeKind, adrg: string): Map<number, BureauList> {
  const lists = new Map<number, BureauList>();
  for (const [name, list] of tables.lists[kind]) {
    const [code, number] = name.split('.') as [string, string];
    if (code === adrg) lists.set(Number(number), list);
  }
  return new Map([...lists].sort(([a], [b]) => a - b));
}

/** Condition of an ADRG that states none: one list of a kind at most, and then what the workbook must mean. */
export function conditionByLists(
  row: { readonly code: string; readonly place: string },
  numbers: { readonly diagnoses: readonly number[]; readonly procedures: readonly number[] },
  findings: WorkbookFindings,
): string {
  const { diagnoses, procedures } = numbers;
  if (diagnoses.length > 1 || procedures.length > 1 || diagnoses.length + procedures.length === 0) {
    findings.error(
      'condition_missing',
      row.place,
      `ADRG ${row.code} 有 ${diagnoses.length} 个诊断列表、${procedures.length} 个手术列表，必须写明入组条件，如 pdx(1) and ppx(1)。`,
      `ADRG ${row.code} has ${diagnoses.length} lists of diagnoses and ${procedures.length} of procedures: it must state its condition, e.g. pdx(1) and ppx(1).`,
    );
    return 'false';
  }
  return [...diagnoses.map((number) => `pdx(${number})`), ...procedures.map((number) => `ppx(${number})`)].join(
    ' and ',
  );
}

export interface BureauGroup {
  readonly code: string;
  readonly name: string;
  readonly when: string;
}

/**
 * The groups of an ADRG in the order they are tried: by sort number, else as the rows stand, "the rest" last.
 * @param before  condition and name of a group that the base has too
 */
export function groupsOf(
  rows: readonly BureauRow[],
  conditions: BureauConditions,
  before: (code: string) => BureauGroup | undefined,
  findings: WorkbookFindings,
): BureauGroup[] {
  const groups = rows
    .filter((row) => !row.isRemoved)
    .map((row) => {
      const known = before(row.code);
      const written = row.condition;
      let when =
        written === undefined
          ? (known?.when ?? conditionByNumber(row.code))
          : conditions.read(written, row.place, GROUP_SCOPE);
      if (when === undefined) {
        findings.error(
          'condition_missing',
          row.place,
          `组 ${row.code} 没有写明条件，编码也不能说明（只有末位 1、3、5、9 有通用含义）。请在“条件”列写明，最后一组写“其余”。`,
          `group ${row.code} states no condition, and its code does not tell (only a fourth sign 1, 3, 5 or 9 has a common meaning). State it in the column 条件; write 其余 for the last.`,
        );
        when = 'false';
      }
      return { code: row.code, name: row.name ?? known?.name ?? row.code, when, sort: row.sort };
    });
  const rank = (group: (typeof groups)[number]) =>
    group.when === 'always' ? Number.MAX_SAFE_INTEGER : (group.sort ?? 0);
  return groups.sort((a, b) => rank(a) - rank(b)).map(({ sort, ...group }) => group);
}
