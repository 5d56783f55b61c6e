import type { FormulaNode } from '../../../kernel/formula/formula-node.js';
import { appendCondition, type CodeSource } from '../../compile/condition-code.js';
import { isProcedureSource } from '../../compile/scheme-lists.js';
import type { DiagnosisPattern, DipDocument } from '../dip-document.js';
import { conditionMarks } from './condition-marks.js';
import { DYNAMIC_MATCHED, diagnosisMark, procedureMark } from './dip-sections.js';
import { ListNumbers } from './membership.js';

/** Lists that candidates test in a case, conditions as code, and where each entry's parts lie. */
export interface CompiledLists {
  readonly diagnoses: readonly { readonly name: string; readonly patterns: readonly DiagnosisPattern[] }[];
  /** Lists of procedures by number: of parts and of conditions. */
  readonly parts: readonly (readonly string[])[];
  /** Lists that marks tell of. */
  readonly isAsked: ReadonlySet<number>;
  readonly code: readonly number[];
  /** By condition: where its code starts, its marks. */
  readonly codeOf: readonly number[];
  readonly marksOf: readonly number[];
  /** Numbers of lists, entry after entry: the main part (−1 where nobody asks for it as a list), related ones. */
  readonly parted: readonly number[];
  readonly partStart: readonly number[];
  /** By entry: its main part's list first. */
  readonly partsOf: readonly (readonly number[])[];
}

export function compileLists(document: DipDocument, dynamics: readonly (readonly [number, number])[]): CompiledLists {
  const names = [...document.diagnosisLists.keys()];
  const numbers = new ListNumbers();
  const isAsked = new Set<number>();
  const asked = (list: number): number => {
    isAsked.add(list);
    return list;
  };
  const listOf = (test: FormulaNode, isProcedure: boolean): number => {
    if (test.kind !== 'name') throw new TypeError(`${document.id}: a condition names no list`);
    const list = isProcedure ? document.procedureLists.get(test.name) : document.diagnosisLists.get(test.name);
    if (list === undefined) throw new TypeError(`${document.id}: a condition names the unknown list ${test.name}`);
    return isProcedure ? asked(numbers.numberOf(list as ReadonlySet<string>)) : names.indexOf(test.name);
  };
  const code: number[] = [];
  const codeOf = document.conditions.map(({ when }) =>
    appendCondition(when, (source, list) => listOf(list, isProcedureSource(source)), code),
  );
  const marksOf = document.conditions.map(({ when }) =>
    conditionMarks(when, ({ name, args }) => {
      const isProcedure = isProcedureSource(name as CodeSource);
      return (isProcedure ? procedureMark : diagnosisMark)(listOf(args[0]!, isProcedure));
    }),
  );

  const stepOf = new Map(document.steps.flatMap(({ sections }, step) => sections.map((id) => [id, step] as const)));
  const partsOf = document.entries.map(({ procedureUse, section, main, related }) => {
    if (procedureUse !== 'main' && procedureUse !== 'anywhere') return [-1];
    const isCounted = dynamics[stepOf.get(section)!]!.includes(DYNAMIC_MATCHED);
    const ofMain =
      procedureUse === 'anywhere' ? asked(numbers.numberOf(main)) : isCounted ? numbers.numberOf(main) : -1;
    return [ofMain, ...related.map((codes) => numbers.numberOf(codes))];
  });
  const partStart: number[] = [];
  const parted: number[] = [];
  for (const parts of partsOf) {
    partStart.push(parted.length);
    parted.push(...parts);
  }
  return {
    diagnoses: names.map((name) => ({ name, patterns: document.diagnosisLists.get(name)! })),
    parts: numbers.lists,
    isAsked,
    code,
    codeOf,
    marksOf,
    parted,
    partStart,
    partsOf,
  };
}
