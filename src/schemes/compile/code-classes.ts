import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import type { CodeSource } from './condition-code.js';
import { FALSE, type ListTest, partialTruth, visitListTests } from './partial-truth.js';

/** A condition and the bit that stands for it in the masks of classes. */
export interface ClassedCondition {
  readonly node: FormulaNode;
  /** Ids of the codes of a list test. */
  readonly idsOf: (test: ListTest) => ReadonlySet<number>;
}

/** Codes that make the same conditions possible form one class; class 0 is that of a code in no list. */
export interface CodeClasses {
  /** Class of each code id, entry 0 for the unknown code. */
  readonly classOf: Uint16Array;
  readonly classCount: number;
  /** Whether a condition (by its index) may hold for a code of the class: false only where the code rules it out. */
  readonly mayHold: (classIndex: number, conditionIndex: number) => boolean;
}

/**
 * Sorts codes into classes by the conditions they leave possible, as principal (`pdx`) or as first procedure (`ppx`).
 * Only codes named by a condition's lists are looked at: all others are as class 0.
 */
export function classifyCodes(
  conditions: readonly ClassedCondition[],
  source: CodeSource,
  codeCount: number,
): CodeClasses {
  const defaults: boolean[] = [];
  /** For each code the conditions that differ from the default, in rising order. */
  const differences = new Map<number, number[]>();
  for (const [index, condition] of conditions.entries()) {
    const isDefault = partialTruth(condition.node, source, () => false) !== FALSE;
    defaults.push(isDefault);
    const named = new Set<number>();
    visitListTests(condition.node, (test) => {
      if (test.name === source) for (const id of condition.idsOf(test)) named.add(id);
    });
    for (const id of named) {
      const may = partialTruth(condition.node, source, (test) => condition.idsOf(test).has(id)) !== FALSE;
      if (may === isDefault) continue;
      const list = differences.get(id);
      if (list === undefined) differences.set(id, [index]);
      else list.push(index);
    }
  }
  const classOf = new Uint16Array(codeCount + 1);
  const classes: ReadonlySet<number>[] = [new Set()];
  const byKey = new Map<string, number>([['', 0]]);
  for (let id = 1; id <= codeCount; id++) {
    const difference = differences.get(id);
    if (difference === undefined) continue;
    const key = difference.join(',');
    let classIndex = byKey.get(key);
    if (classIndex === undefined) {
      classIndex = classes.length;
      classes.push(new Set(difference));
      byKey.set(key, classIndex);
    }
    classOf[id] = classIndex;
  }
  if (classes.length > 65_536) throw new RangeError('more than 65,536 classes of codes');
  return {
    classOf,
    classCount: classes.length,
    mayHold: (classIndex, conditionIndex) => classes[classIndex]!.has(conditionIndex) !== defaults[conditionIndex],
  };
}
