import type { CaseTests } from '../../policy/policy-schema.js';
import type { PricingInput } from '../pricing-input.js';
import { codesOf, dayOfColumn, literalCase, textOf, wordOf } from './literal-case.js';

type Readmission = NonNullable<CaseTests['readmission']>;

interface Stay {
  readonly caseId: string;
  readonly patient: string;
  readonly admit: number;
  readonly discharge: number;
  readonly hospital: string;
  readonly group: string;
  readonly category: string;
}

/**
 * Whether a stay is one of a pair of the same patient, the second admitted at most `within_days` after the first was
 * discharged, both alike in what the rule asks: every stay is held against every other one.
 */
export function isReadmission(input: PricingInput, row: number, rule: Readmission): boolean {
  const own = stayOf(input, row);
  if (own === undefined) return false;
  for (let other = 0; other < input.table.caseCount; other++) {
    const stay = other === row ? undefined : stayOf(input, other);
    if (stay === undefined || stay.patient !== own.patient) continue;
    const [first, second] = rule.counts === 'first' ? [own, stay] : [stay, own];
    const days = second.admit - first.discharge;
    if (days < 0 || days > rule.within_days || !isEarlier(first, second)) continue;
    if (rule.hospital === 'same' && !isSame(first.hospital, second.hospital)) continue;
    if (rule.group === 'same' && !isSame(first.group, second.group)) continue;
    if (rule.principal === 'same_category' && !isSame(first.category, second.category)) continue;
    return true;
  }
  return false;
}

/** What is missing equals nothing. */
const isSame = (a: string, b: string): boolean => a !== '' && a === b;

/** Two stays that both begin and end on one day stand in the order of their case ids. */
function isEarlier(a: Stay, b: Stay): boolean {
  if (a.admit !== b.admit) return a.admit < b.admit;
  if (a.discharge !== b.discharge) return a.discharge < b.discharge;
  return a.caseId < b.caseId;
}

function stayOf(input: PricingInput, row: number): Stay | undefined {
  const { table } = input;
  const patient = textOf(table, 'patient_key', row);
  const admit = dayOfColumn(table, 'admit_date', row);
  const discharge = dayOfColumn(table, 'discharge_date', row);
  if (patient === '' || admit === undefined || discharge === undefined || discharge < admit) return undefined;
  const { caseId, group, status } = literalCase(input, row);
  return {
    caseId,
    patient,
    admit,
    discharge,
    hospital: wordOf(table, 'hospital_id', row),
    group: status === 'grouped' || status === 'unrelated_procedure' ? group : '',
    category: (codesOf(table, 'dx', row)[0] ?? '').replaceAll('.', '').slice(0, 3),
  };
}
