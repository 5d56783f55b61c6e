import { type CaseTable, type CodesColumn, findColumn, needColumn } from '../../cases/case-table.js';
import type { Executor, PassProgress } from '../../kernel/executor.js';
import { sharedInt16, sharedUint8, sharedUint32 } from '../../kernel/shared-arrays.js';
import { AUXILIARY_ERRORS } from './auxiliary-errors.js';
import { auxiliaryPass } from './auxiliary-pass.js';
import type {
  AuxiliaryPayload,
  CompiledClass,
  CompiledClassList,
  CompiledComorbidity,
  Integers,
} from './auxiliary-payload.js';
import type { ClassList, ClassTests } from './class-list.js';
import { codeMask } from './code-mask.js';
import type { ComorbidityDefinition } from './comorbidity-definition.js';

const STAGE = 'auxiliary';

/** How a comorbidity index is to be counted. */
export interface ComorbidityChoice {
  readonly definition: ComorbidityDefinition;
  /** Name of a set of weights in the definition; absent: its first. */
  readonly weights?: string | undefined;
  /** others: the principal is what the group already says; all: every diagnosis of the case. */
  readonly diagnoses: 'others' | 'all';
  /** decades: the definition's points by age are added. */
  readonly age: 'none' | 'decades';
}

/** Facts by name: the name under which tests of a policy ask for them. */
export interface AuxiliaryChoice {
  readonly comorbidity?: { readonly name: string; readonly choice: ComorbidityChoice } | undefined;
  readonly lists: readonly { readonly name: string; readonly list: ClassList }[];
}

/** Whole numbers by case, -1 missing. */
export type AuxiliaryFacts = Readonly<Record<string, Int16Array>>;

/**
 * Computes facts of cases from their diagnoses, procedures and numbers (辅助目录): one row pass, no case looks at
 * another, so any executor gives the same bytes.
 * @throws column_missing for dx, and for each column that a class or the points of age read; auxiliary_weights_unknown
 * @source rules §2.9
 */
export async function auxiliaryFacts(
  chosen: AuxiliaryChoice,
  table: CaseTable,
  executor: Executor,
  progress?: PassProgress,
): Promise<AuxiliaryFacts> {
  const { comorbidity, lists } = chosen;
  if (comorbidity === undefined && lists.length === 0) return {};
  const diagnoses = needColumn(table, 'dx', 'codes', STAGE);
  const procedures = findColumn(table, 'px', 'codes');
  const payload: AuxiliaryPayload = {
    diagnoses: { offsets: diagnoses.offsets, codes: diagnoses.codes },
    procedures: procedures === undefined ? undefined : { offsets: procedures.offsets, codes: procedures.codes },
    comorbidity: comorbidity === undefined ? undefined : compileComorbidity(comorbidity.choice, table, diagnoses),
    lists: lists.map(({ list }) => compileList(list, table, diagnoses, procedures)),
  };
  await executor.run(auxiliaryPass, payload, table.caseCount, progress);
  const facts: Record<string, Int16Array> = {};
  if (comorbidity !== undefined) facts[comorbidity.name] = payload.comorbidity!.out;
  lists.forEach(({ name }, index) => {
    facts[name] = payload.lists[index]!.out;
  });
  return facts;
}

function compileComorbidity(choice: ComorbidityChoice, table: CaseTable, column: CodesColumn): CompiledComorbidity {
  const { definition } = choice;
  const known = Object.keys(definition.conditions[0]!.weights);
  const weights = choice.weights ?? known[0]!;
  const missing = definition.conditions.some((condition) => condition.weights[weights] === undefined);
  if (missing) {
    throw AUXILIARY_ERRORS.auxiliary_weights_unknown({ id: definition.id, weights, known: known.join(', ') });
  }
  const bitsOfCode = sharedUint32(column.values.length);
  definition.conditions.forEach(({ prefixes }, index) => {
    codeMask(
      column,
      prefixes.map((prefix) => ({ from: prefix, to: prefix })),
    ).forEach((isIn, code) => {
      if (isIn === 1) bitsOfCode[code]! |= 1 << index;
    });
  });
  const families = [...new Set(definition.conditions.map(({ family, name }) => family ?? name))];
  const conditions = definition.conditions
    .map(({ family, name, weights: points }, index) => ({
      bit: 1 << index,
      points: points[weights]!,
      family: families.indexOf(family ?? name),
    }))
    .sort((a, b) => a.family - b.family || b.points - a.points);
  const agePoints = choice.age === 'decades' ? [...definition.age_points].sort((a, b) => b.from - a.from) : [];
  return {
    bitsOfCode,
    conditions,
    first: choice.diagnoses === 'others' ? 1 : 0,
    agePoints,
    age: agePoints.length === 0 ? undefined : needColumn(table, 'age_years', 'integer', STAGE).values,
    out: sharedInt16(table.caseCount),
  };
}

function compileList(
  list: ClassList,
  table: CaseTable,
  diagnoses: CodesColumn,
  procedures: CodesColumn | undefined,
): CompiledClassList {
  const maskOf = (names: readonly string[] | undefined, column: CodesColumn | undefined) =>
    names === undefined
      ? undefined
      : codeMask(
          column,
          names.flatMap((name) => list.lists.get(name)!),
        );
  const classes = list.classes.map(
    ({ class: value, when }): CompiledClass => ({
      value,
      principal: maskOf(when.principal, diagnoses),
      others: maskOf(when.others, diagnoses),
      diagnoses: maskOf(when.diagnoses, diagnoses),
      noDiagnosis: maskOf(when.no_diagnosis, diagnoses),
      procedures: maskOf(when.procedures, procedures),
      dischargeTypes: dischargeTypes(when, table),
      numbers: Object.entries(when.numbers ?? {}).map(([name, range]) => ({
        values: integers(table, name),
        least: range.from === undefined ? 0 : range.from + (range.from_included ? 0 : 1),
        most: range.to === undefined ? Number.MAX_SAFE_INTEGER : range.to - (range.to_included ? 0 : 1),
      })),
    }),
  );
  return { classes, out: sharedInt16(table.caseCount) };
}

const integers = (table: CaseTable, name: string): Integers => needColumn(table, name, 'integer', STAGE).values;

const DISCHARGE_TYPES = 128;

function dischargeTypes({ discharge_types: wanted }: ClassTests, table: CaseTable): CompiledClass['dischargeTypes'] {
  if (wanted === undefined) return undefined;
  const isIn = sharedUint8(DISCHARGE_TYPES);
  for (const type of wanted) isIn[type] = 1;
  return { values: integers(table, 'discharge_type'), isIn };
}
