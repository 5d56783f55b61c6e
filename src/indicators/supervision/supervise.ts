import type { MonitorFacts } from '../monitor/monitor-facts.js';
import { type MonitorNeed, missingNeeds } from '../monitor/needs.js';
import type { RuleResult } from './finding-list.js';
import type { SupervisionRule } from './supervision-rule.js';
import { SUPERVISION_RULES } from './supervision-rules.js';

/** A rule with what it found, or why it could not be asked. */
export interface SupervisionAnswer {
  readonly rule: SupervisionRule;
  /** not_in_rules: the rules file has no such rule. */
  readonly state: 'checked' | 'not_applicable' | 'not_in_rules';
  readonly missing: readonly MonitorNeed[];
  readonly result: RuleResult;
}

const NOTHING: RuleResult = { findings: [], judged: 0 };

/** Asks every rule of the rules file; one that needs what is not there is not applicable, never passed. */
export function supervise(facts: MonitorFacts): SupervisionAnswer[] {
  return SUPERVISION_RULES.map((rule) => {
    const settings = facts.rules.supervision[rule.key];
    if (settings === undefined) return { rule, state: 'not_in_rules', missing: [], result: NOTHING };
    const missing = missingNeeds(facts, [...rule.needs, ...(rule.furtherNeeds?.(facts.rules) ?? [])]);
    if (missing.length > 0) return { rule, state: 'not_applicable', missing, result: NOTHING };
    return { rule, state: 'checked', missing, result: rule.find(facts, settings) };
  });
}
