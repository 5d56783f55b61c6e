import type { Text } from '../../kernel/errors.js';
import { bedHanging, daysWithoutCharges } from './bed-hanging.js';
import { costShifting } from './cost-shifting.js';
import { deathRisk } from './death-risk.js';
import { offIndication, overQuantity } from './drug-rules.js';
import { duplicateCharge } from './duplicate-charge.js';
import { frequencyPeers, losPeers, selfPaidPeers } from './hospitals-against-peers.js';
import { longStay, stayOverDays } from './long-stay.js';
import { lowThreshold } from './low-threshold.js';
import { overlap } from './overlap.js';
import { positiveRate } from './positive-rate.js';
import { secondAdmission } from './second-admission.js';
import { splitAdmission } from './split-admission.js';
import type { SupervisionRule } from './supervision-rule.js';
import { nearEdge, relatedOperation, severityMismatch, severityShare } from './upcoding.js';
import { visitPath } from './visit-path.js';

/** Every rule of supervision, in the order of its tables. A new one is a file, a key of the schema and a line here. */
export const SUPERVISION_RULES: readonly SupervisionRule[] = [
  splitAdmission,
  secondAdmission,
  overlap,
  lowThreshold,
  longStay,
  stayOverDays,
  deathRisk,
  bedHanging,
  daysWithoutCharges,
  costShifting,
  selfPaidPeers,
  duplicateCharge,
  offIndication,
  overQuantity,
  visitPath,
  positiveRate,
  losPeers,
  frequencyPeers,
  severityShare,
  severityMismatch,
  nearEdge,
  relatedOperation,
];

const RULE_WORDS = new Map<string, Text>(SUPERVISION_RULES.map(({ key, label }) => [key, label]));

/** A rule in words by its key; a key that no rule has, as in a review list of another version, has none. */
export function supervisionRuleWords(key: string): Text {
  return RULE_WORDS.get(key) ?? { zh: '', en: '' };
}
