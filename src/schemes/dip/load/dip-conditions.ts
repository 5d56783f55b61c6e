import type { FormulaNode } from '../../../kernel/formula/formula-node.js';
import { ConditionReader, type ConditionScope } from '../../load/read-condition.js';
import { SCHEME_ERRORS } from '../../scheme-errors.js';
import type { DipCondition } from '../dip-document.js';

/** Words of the condition language that belong to chapters of a DRG scheme. */
const DRG_WORDS = new Set(['mdc', 'valid', 'regions', 'count']);

/** Parses conditions of entries; equal texts are one condition. */
export class DipConditions {
  readonly all: DipCondition[] = [];
  private readonly indexes = new Map<string, number>();
  private readonly reader: ConditionReader;
  private readonly scope: ConditionScope;

  constructor(diagnosisLists: Iterable<string>, procedureLists: Iterable<string>) {
    const namedDiagnoses = new Set(diagnosisLists);
    const namedProcedures = new Set(procedureLists);
    this.reader = new ConditionReader([...namedDiagnoses, ...namedProcedures]);
    this.scope = {
      diagnosisLists: new Set(),
      procedureLists: new Set(),
      namedDiagnoses,
      namedProcedures,
      mayUseSeverity: false,
    };
  }

  /** Index of a condition; undefined of an empty text. @throws scheme_unknown_name, scheme_unknown_list, scheme_condition */
  indexOf(text: string, place: string): number | undefined {
    if (text === '') return undefined;
    let index = this.indexes.get(text);
    if (index === undefined) {
      const when = this.reader.read(text, this.scope, place);
      refuseDrgWords(when, text, place);
      index = this.all.push({ text, when }) - 1;
      this.indexes.set(text, index);
    }
    return index;
  }
}

function refuseDrgWords(node: FormulaNode, text: string, place: string): void {
  if ((node.kind === 'name' || node.kind === 'call') && DRG_WORDS.has(node.name)) {
    throw SCHEME_ERRORS.scheme_condition(
      {
        condition: text,
        reason_zh: `DIP 病种的条件不能使用 ${node.name}。`,
        reason_en: `conditions of DIP entries do not know ${node.name}.`,
      },
      { path: place },
    );
  }
  if (node.kind === 'call') for (const argument of node.args) refuseDrgWords(argument, text, place);
  if (node.kind === 'unary') refuseDrgWords(node.operand, text, place);
  if (node.kind === 'binary') {
    refuseDrgWords(node.left, text, place);
    refuseDrgWords(node.right, text, place);
  }
}
