import type { BehaviourCases, BehaviourContext } from './behaviour-cases.js';
import { BEHAVIOUR_ERRORS } from './behaviour-errors.js';
import type { Behaviour } from './behaviour-schema.js';
import { viewCases } from './case-view.js';
import { codeHeavier } from './coding-intensity.js';
import { respondInCost } from './cost-response.js';
import { leaveInsurance } from './hospitals-leaving.js';
import { preventAdmissions } from './prevention.js';
import { transferReferrals } from './referral-transfer.js';
import { splitStays } from './split-admissions.js';
import { respondInVolume } from './volume-response.js';

/**
 * The cases after one behaviour; what it did is in the context's tally. Depends on cases, parameters and seed alone: no
 * worker takes part, so any number of them gives the same bytes.
 * @throws behaviour_not_conserved where cases, charges or recorded fund are not what they were plus what the tally says;
 *   the codes of the behaviour
 */
export function applyBehaviour(cases: BehaviourCases, behaviour: Behaviour, context: BehaviourContext): BehaviourCases {
  const after = behave(cases, behaviour, context);
  checkConserved(cases, after, context);
  return after;
}

function behave(cases: BehaviourCases, behaviour: Behaviour, context: BehaviourContext): BehaviourCases {
  switch (behaviour.kind) {
    case 'volume_response':
      return respondInVolume(cases, behaviour, context);
    case 'coding_intensity':
      return codeHeavier(cases, behaviour, context);
    case 'cost_response':
      return respondInCost(cases, behaviour, context);
    case 'split_admissions':
      return splitStays(cases, behaviour, context);
    case 'referral_transfer':
      return transferReferrals(cases, behaviour, context);
    case 'prevention':
      return preventAdmissions(cases, behaviour, context);
    case 'hospitals_leaving':
      return leaveInsurance(cases, behaviour, context);
  }
}

/** @throws behaviour_not_conserved */
function checkConserved(before: BehaviourCases, after: BehaviourCases, { name, tally }: BehaviourContext): void {
  const [was, is] = [totalsOf(before), totalsOf(after)];
  const changes = [...tally.rows.values()].reduce(
    (sum, row) => ({
      cases: sum.cases + row.changeCases,
      charges: sum.charges + row.changeCharges,
      recorded: sum.recorded + row.changeRecorded,
    }),
    { cases: 0, charges: 0, recorded: 0 },
  );
  for (const what of ['cases', 'charges', 'recorded'] as const) {
    const expected = was[what] + changes[what];
    if (expected !== is[what])
      throw BEHAVIOUR_ERRORS.behaviour_not_conserved({ behaviour: name, what, expected, found: is[what] });
  }
}

function totalsOf({ table }: BehaviourCases): { cases: number; charges: number; recorded: number } {
  const view = viewCases(table);
  const totals = { cases: table.caseCount, charges: 0, recorded: 0 };
  for (let row = 0; row < table.caseCount; row++) {
    if (!Number.isNaN(view.charges[row])) totals.charges += view.charges[row]!;
    if (!Number.isNaN(view.recorded[row])) totals.recorded += view.recorded[row]!;
  }
  return totals;
}
