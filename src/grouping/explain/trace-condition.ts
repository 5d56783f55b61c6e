import { isMet } from '../../kernel/formula/comparisons.js';
import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import { type CaseFacts, secondarySeverities } from '../interpreter/case-facts.js';
import { type ConditionScope, codesInList, isProcedureWord, regionCount } from '../interpreter/condition-lists.js';
import { evaluateCondition, isCaseNumber } from '../interpreter/evaluate-condition.js';
import { type ConditionShape, type ConditionTest, readCondition } from './read-condition.js';

/** A condition with what the case had to say to each of its tests. Plain data. */
export type ConditionTrace = CompoundTrace | NotTrace | TestTrace;

export interface CompoundTrace {
  readonly kind: 'all' | 'any';
  readonly holds: boolean;
  readonly parts: readonly ConditionTrace[];
}
export interface NotTrace {
  readonly kind: 'not';
  readonly holds: boolean;
  readonly part: ConditionTrace;
}

export type TestTrace = ConditionTest & {
  readonly holds: boolean;
  /** The case's codes that are in the list, that count, or that lie in a region; in input order. */
  readonly hits?: readonly string[];
  /** The principal or first procedure where the test is about that one: as the case gives it, null where it has none. */
  readonly code?: string | null;
  /** The case's number; null is missing. */
  readonly value?: number | null;
};

export function isCompound(trace: ConditionTrace): trace is CompoundTrace {
  return trace.kind === 'all' || trace.kind === 'any';
}

/** Evaluates a condition and keeps, for each test, the codes and numbers that decided it. */
export function traceCondition(node: FormulaNode, facts: CaseFacts, scope: ConditionScope): ConditionTrace {
  return trace(readCondition(node), facts, scope);
}

function trace(shape: ConditionShape, facts: CaseFacts, scope: ConditionScope): ConditionTrace {
  switch (shape.kind) {
    case 'all': {
      const parts = shape.parts.map((part) => trace(part, facts, scope));
      return { kind: 'all', holds: parts.every((part) => part.holds), parts };
    }
    case 'any': {
      const parts = shape.parts.map((part) => trace(part, facts, scope));
      return { kind: 'any', holds: parts.some((part) => part.holds), parts };
    }
    case 'not': {
      const part = trace(shape.part, facts, scope);
      return { kind: 'not', holds: !part.holds, part };
    }
    case 'constant':
      return { ...shape, holds: shape.truth };
    case 'codes': {
      const hits = codesInList(facts, scope, shape.who, shape.list);
      const given = isProcedureWord(shape.who) ? facts.record.px.slice(facts.droppedProcedures) : facts.record.dx;
      const isOfOne = shape.who === 'pdx' || shape.who === 'ppx';
      return { ...shape, holds: hits.length > 0, hits, ...(isOfOne ? { code: given[0] ?? null } : {}) };
    }
    case 'count': {
      const hits = codesInList(facts, scope, shape.who, shape.list);
      return { ...shape, holds: isMet(hits.length, shape.operator, shape.limit), hits, value: hits.length };
    }
    case 'number': {
      const value = numberOf(shape.name, facts, scope);
      const holds = value !== null && isMet(value, shape.operator, shape.limit);
      const hits = shape.name === 'regions' ? { hits: regionDiagnoses(facts, scope) } : {};
      return { ...shape, holds, value, ...hits };
    }
    case 'comparison':
      return { ...shape, holds: evaluateCondition(shape.node, facts, scope) === true };
    case 'severity': {
      const counted = secondarySeverities(facts.document, facts.diagnoses).filter(
        (finding) => finding.level === shape.level && finding.isCounted,
      );
      return { ...shape, holds: counted.length > 0, hits: counted.map((finding) => finding.code) };
    }
  }
}

function numberOf(name: string, facts: CaseFacts, scope: ConditionScope): number | null {
  if (name === 'regions') return regionCount(facts, scope);
  if (!isCaseNumber(name)) throw new TypeError(`${name} is not a number of a case`);
  return facts.numbers[name] < 0 ? null : facts.numbers[name];
}

/** The diagnoses that lie in a body region of the chapter. */
function regionDiagnoses(facts: CaseFacts, scope: ConditionScope): string[] {
  const { regions } = scope.chapter;
  return facts.diagnoses.filter((code): code is string => code !== undefined && regions.has(code));
}

/** True where a list of the condition holds a code of the case, whether or not the condition holds: a near miss. */
export function isNear(condition: ConditionTrace): boolean {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.some(isNear);
    case 'not':
      return false;
    case 'codes':
    case 'count':
      return (condition.hits?.length ?? 0) > 0;
    default:
      return false;
  }
}

/**
 * The part of a condition that decided: of one that holds what made it hold, of one that fails what made it fail.
 * (a and b and c) with b and c false becomes (b and c): what would have to change.
 */
export function decidingPart(condition: ConditionTrace): ConditionTrace {
  if (!isCompound(condition)) return condition;
  const parts = condition.parts.filter((part) => part.holds === condition.holds).map(decidingPart);
  return parts.length === 1 ? parts[0]! : { ...condition, parts };
}

/** The single tests of a condition. */
export function testsOf(condition: ConditionTrace): TestTrace[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.flatMap(testsOf);
    case 'not':
      return testsOf(condition.part);
    default:
      return [condition];
  }
}
