import type { Text } from '../../kernel/errors.js';
import type { MonitorFacts } from '../monitor/monitor-facts.js';
import type { MonitorNeed } from '../monitor/needs.js';
import type { MonitorRules } from '../monitor/rules/monitor-rules-schema.js';
import type { SupervisionKey, SupervisionRules } from '../monitor/rules/supervision-rules-schema.js';
import type { RuleResult } from './finding-list.js';

/** A rule of supervision (监管规则): what it needs, and what it finds under the thresholds of the rules file. */
export interface SupervisionRule<Key extends SupervisionKey = SupervisionKey> {
  readonly key: Key;
  readonly label: Text;
  readonly needs: readonly MonitorNeed[];
  /** What the rules of the region make it need besides. */
  readonly furtherNeeds?: (rules: MonitorRules) => readonly MonitorNeed[];
  readonly find: (facts: MonitorFacts, rule: NonNullable<SupervisionRules[Key]>) => RuleResult;
}

/** Keeps the key's own type of rule while it is written; a list of rules takes the general one. */
export function supervisionRule<Key extends SupervisionKey>(rule: SupervisionRule<Key>): SupervisionRule {
  return rule as unknown as SupervisionRule;
}
