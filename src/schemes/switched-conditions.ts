import type { FormulaNode } from '../kernel/formula/formula-node.js';
import type { AdrgRule, Chapter, ChapterSwitch, SchemeOptions } from './scheme-document.js';

/** What the switches of a run make of a scheme's conditions: the one place where their meaning is written down. */

const ALWAYS: FormulaNode = { kind: 'name', name: 'always' };

/** Whether the unrelated-procedure row of a chapter is tried: its own switch, else the general one. */
export function isUnrelatedTried(options: SchemeOptions, mdc: string): boolean {
  return (options[`unrelated_procedure.${mdc}` as ChapterSwitch] ?? options.unrelated_procedure) === 'qy';
}

/** The same switches with every unrelated-procedure row off. */
export function withoutUnrelated(options: SchemeOptions): SchemeOptions {
  const others = Object.entries(options).filter(([name]) => !name.startsWith('unrelated_procedure'));
  return { ...(Object.fromEntries(others) as unknown as SchemeOptions), unrelated_procedure: 'medical' };
}

type UnrelatedBy = SchemeOptions['unrelated_by'];
const byFirst = new WeakMap<AdrgRule, FormulaNode>();
const byAny = new WeakMap<AdrgRule, FormulaNode>();

/** A rule's condition: in an unrelated-procedure row `unrelated_by` decides which procedure must be valid. */
export function conditionOfRule(rule: AdrgRule, by: UnrelatedBy): FormulaNode {
  if (rule.kind !== 'unrelated' || by === undefined) return rule.when;
  const known = by === 'first' ? byFirst : byAny;
  let condition = known.get(rule);
  if (condition === undefined) {
    condition = replaceCalls(rule.when, (call) =>
      isTest(call, 'ppx', 'valid') || isTest(call, 'apx', 'valid')
        ? { ...call, name: by === 'first' ? 'ppx' : 'apx' }
        : call,
    );
    known.set(rule, condition);
  }
  return condition;
}

const byRegions = new WeakMap<Chapter, FormulaNode>();

/** A chapter's condition: one with body regions may do without the principal in its list (`multiple_trauma`). */
export function conditionOfChapter(chapter: Chapter, trauma: SchemeOptions['multiple_trauma']): FormulaNode {
  if (trauma !== 'regions' || chapter.regions.size === 0) return chapter.when;
  let condition = byRegions.get(chapter);
  if (condition === undefined) {
    condition = replaceCalls(chapter.when, (call) => (isTest(call, 'pdx', 'mdc') ? ALWAYS : call));
    byRegions.set(chapter, condition);
  }
  return condition;
}

const widened = new WeakMap<Chapter, ReadonlySet<string>>();

/** The chapter's own list: with `left_out_principals: taken` also the principals it leaves out. */
export function principalsOf(chapter: Chapter, leftOut: SchemeOptions['left_out_principals']): ReadonlySet<string> {
  if (leftOut !== 'taken' || chapter.leftOut === undefined) return chapter.diagnoses;
  let list = widened.get(chapter);
  if (list === undefined) {
    list = new Set([...chapter.diagnoses, ...chapter.leftOut]);
    widened.set(chapter, list);
  }
  return list;
}

type Call = Extract<FormulaNode, { kind: 'call' }>;

function isTest(call: Call, name: string, list: string): boolean {
  const argument = call.args[0];
  return call.name === name && argument?.kind === 'name' && argument.name === list;
}

function replaceCalls(node: FormulaNode, replace: (call: Call) => FormulaNode): FormulaNode {
  switch (node.kind) {
    case 'call':
      return replace(node);
    case 'unary':
      return { ...node, operand: replaceCalls(node.operand, replace) };
    case 'binary':
      return { ...node, left: replaceCalls(node.left, replace), right: replaceCalls(node.right, replace) };
    default:
      return node;
  }
}
