import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import { GROUPS_BY_CONDITION, GROUPS_BY_SEVERITY, NO_GROUP, type SchemeCatalogue } from '../compiled-scheme.js';
import type { AdrgRule, Chapter, SchemeDocument } from '../scheme-document.js';
import type { ConditionPlace } from './scheme-lists.js';

type RulePlace = { readonly chapter: Chapter; readonly rule: AdrgRule };

interface CompiledGroups {
  readonly catalogue: Pick<SchemeCatalogue, 'codes' | 'mdcs' | 'adrgs' | 'names'>;
  readonly modes: number[];
  readonly severityGroup: number[];
  readonly severityStop: number[];
  readonly start: number[];
  readonly code: number[];
  readonly index: number[];
}

/** The ungrouped case's name in the catalogue. */
export const UNGROUPED_NAME = '未入组';

/**
 * Groups of every rule: where only severity decides, a table by severity; else each group's condition as code.
 * The catalogue has entry 0 for the ungrouped, then the groups in evaluation order.
 */
export function compileGroups(
  document: SchemeDocument,
  rules: readonly RulePlace[],
  codeOf: (node: FormulaNode, place: ConditionPlace) => number,
): CompiledGroups {
  const catalogue = { codes: ['0000'], mdcs: [''], adrgs: [''], names: [UNGROUPED_NAME] };
  const result: CompiledGroups = {
    catalogue,
    modes: [],
    severityGroup: [],
    severityStop: [],
    start: [0],
    code: [],
    index: [],
  };
  /** Where the groups of a rule stand; the forms of one rule under different switches share them. */
  const firstOf = new Map<AdrgRule['groups'], number>();
  for (const { chapter, rule } of rules) {
    const first = firstOf.get(rule.groups) ?? catalogue.codes.length;
    for (const group of firstOf.has(rule.groups) ? [] : rule.groups) {
      catalogue.codes.push(group.code);
      catalogue.mdcs.push(chapter.mdc);
      catalogue.adrgs.push(rule.adrg);
      catalogue.names.push(group.name);
    }
    firstOf.set(rule.groups, first);
    const table = [0, 1, 2, 3].map((severity) => {
      const chosen = rule.groups.findIndex((group) => truthAt(group.when, severity));
      return chosen < 0 ? NO_GROUP : first + chosen;
    });
    const isBySeverity = rule.groups.every((group) => dependsOnSeverityAlone(group.when));
    result.modes.push(isBySeverity ? GROUPS_BY_SEVERITY : GROUPS_BY_CONDITION);
    result.severityGroup.push(...table);
    result.severityStop.push(isBySeverity ? stopBits(table) : 0);
    for (const [index, group] of rule.groups.entries()) {
      if (isBySeverity) continue;
      result.code.push(codeOf(group.when, { chapter }));
      result.index.push(first + index);
    }
    result.start.push(result.code.length);
  }
  if (catalogue.codes.length > NO_GROUP) throw new RangeError(`${document.id}: too many groups`);
  return result;
}

function dependsOnSeverityAlone(node: FormulaNode): boolean {
  if (node.kind === 'name') return true;
  if (node.kind === 'unary') return dependsOnSeverityAlone(node.operand);
  if (node.kind !== 'binary' || (node.operator !== 'and' && node.operator !== 'or')) return false;
  return dependsOnSeverityAlone(node.left) && dependsOnSeverityAlone(node.right);
}

/** Truth of a condition on severity; meaningless, and unused, for any other. */
function truthAt(node: FormulaNode, severity: number): boolean {
  switch (node.kind) {
    case 'name':
      if (node.name === 'mcc') return (severity & 1) !== 0;
      if (node.name === 'cc') return (severity & 2) !== 0;
      return node.name === 'always' || node.name === 'true';
    case 'unary':
      return !truthAt(node.operand, severity);
    case 'binary':
      if (node.operator === 'and') return truthAt(node.left, severity) && truthAt(node.right, severity);
      return node.operator === 'or' && (truthAt(node.left, severity) || truthAt(node.right, severity));
    default:
      return false;
  }
}

/** Severity only grows while diagnoses are looked at: bit s is set where every severity above s gives the same group. */
function stopBits(table: readonly number[]): number {
  let bits = 0;
  for (let severity = 0; severity < 4; severity++) {
    const isFinal = [0, 1, 2, 3].every((more) => table[severity | more] === table[severity]);
    if (isFinal) bits |= 1 << severity;
  }
  return bits;
}
