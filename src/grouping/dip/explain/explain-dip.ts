import { formatDecimal } from '../../../kernel/decimal.js';
import { formatYuan } from '../../../kernel/money.js';
import type { DipDocument, DipEntry, DipOptions, DipPreference, DipStep } from '../../../schemes/dip/dip-document.js';
import { unlistedCodes } from '../../explain/ignored-codes.js';
import { readCondition } from '../../explain/read-condition.js';
import type { DipRecord } from '../dip-record.js';
import { type DipFacts, dipFacts, ruleOf } from '../interpreter/dip-facts.js';
import { type DipCandidate, matchEntry } from '../interpreter/entry-match.js';
import { findDipDecision, isTriedEntry, matchDip } from '../interpreter/match-dip.js';
import { preferCandidate } from '../interpreter/prefer-candidate.js';
import type {
  CandidateTrial,
  DipExplanation,
  EntryText,
  NearEntry,
  OtherEntry,
  ProcedureRole,
  StepTrial,
} from './dip-explanation.js';

/**
 * Explains the DIP entry of one case (病种匹配解释): which procedure leads, every entry that takes the case and the
 * preference by which each but one lost, and every other entry of the diagnosis with the first thing that the case lacks
 * for it. The answer is the literal matcher's.
 * @param options switches of this run over the scheme's own
 */
export function explainDip(
  document: DipDocument,
  record: DipRecord,
  options: Partial<DipOptions> = {},
): DipExplanation {
  const facts = dipFacts(document, record, { ...document.options, ...options });
  const match = facts.options.code_match === 'text' ? 'category' : 'exact';
  return {
    method: 'dip',
    scheme: { id: document.id, hash: document.hash, title: document.title },
    options: facts.options,
    case: record,
    answer: matchDip(document, record, options),
    unlisted: unlistedCodes(document, record, { dx: match, px: 'exact' }),
    principal: {
      code: record.dx[0] ?? null,
      isKnown: facts.isPrincipalKnown,
      isExcluded: facts.isPrincipalExcluded,
    },
    procedures: procedureRoles(facts),
    kind: facts.remaining.kind,
    steps: stepTrials(facts),
  };
}

function procedureRoles({ document, record, principal, remaining }: DipFacts): ProcedureRole[] {
  return record.px.map((code, index) => {
    const excluded = ruleOf(document, code, principal);
    const isLeading = remaining.leading === index;
    return { position: index + 1, code, ...(excluded === undefined ? {} : { excluded }), isLeading };
  });
}

function stepTrials(facts: DipFacts): StepTrial[] {
  const { document, record } = facts;
  const decision = findDipDecision(facts);
  const trials = document.steps.map((step, index): StepTrial => {
    const candidates: DipCandidate[] = [];
    const near: NearEntry[] = [];
    const others: OtherEntry[] = [];
    for (const entry of document.entries) {
      if (!step.sections.includes(entry.section) || !isTriedEntry(entry, facts)) continue;
      const found = matchEntry(entry, facts);
      if (typeof found === 'object') candidates.push(found);
      else if (found === 'procedure' && !isForEvery(entry)) others.push(otherEntry(facts, entry));
      else if ((found === 'related' || found === 'condition') && !isForEvery(entry))
        near.push(nearEntry(facts, entry, found));
    }
    candidates.sort((a, b) => preferCandidate(a, b, step, record).order);
    const isDecided = decision?.step === index;
    const outcome = isDecided ? 'decided' : candidates.length === 0 ? 'passed' : 'behind';
    return {
      step: index + 1,
      sections: step.sections,
      title: titleOf(document, step),
      preferences: step.preferences,
      outcome,
      candidates: candidates.map((candidate) =>
        candidateTrial(facts, step, candidate, isDecided ? decision.winner : undefined),
      ),
      near,
      others,
    };
  });
  const decided = decision?.step ?? trials.length;
  return trials.filter(({ candidates }, index) => index <= decided || candidates.length > 0);
}

const isForEvery = ({ diagnoses }: DipEntry): boolean => diagnoses.some(({ kind }) => kind === 'every');

function titleOf({ sections }: DipDocument, step: DipStep): StepTrial['title'] {
  const titles = step.sections.map((id) => sections.find((section) => section.id === id)!.title);
  return { zh: titles.map(({ zh }) => zh).join('、'), en: titles.map(({ en }) => en).join(', ') };
}

function entryText({ sections }: DipDocument, entry: DipEntry): EntryText {
  const { code, name, section, kind, tier, procedureUse: use } = entry;
  return { group: code, name, section: sections.find(({ id }) => id === section)!.mdc, kind, tier, use };
}

function conditionOf({ document }: DipFacts, { condition }: DipEntry): Pick<CandidateTrial, 'condition'> {
  return condition === undefined ? {} : { condition: readCondition(document.conditions[condition]!.when) };
}

function nearEntry(facts: DipFacts, entry: DipEntry, failed: NearEntry['failed']): NearEntry {
  const lacked = failed === 'related' ? { related: entry.related } : conditionOf(facts, entry);
  return { ...entryText(facts.document, entry), failed, ...lacked };
}

function otherEntry({ document }: DipFacts, entry: DipEntry): OtherEntry {
  const text = entryText(document, entry);
  if (entry.procedureUse === 'class') return { ...text, failed: 'class', treatment: entry.kind };
  if (entry.procedureUse === 'without') return { ...text, failed: 'class', treatment: 'conservative' };
  return { ...text, failed: 'procedure', main: entry.main };
}

function candidateTrial(
  facts: DipFacts,
  step: DipStep,
  candidate: DipCandidate,
  winner: DipCandidate | undefined,
): CandidateTrial {
  const { entry, diagnosisLength, matchedProcedures } = candidate;
  const shared = {
    ...entryText(facts.document, entry),
    diagnosisLength,
    relatedParts: entry.related.length,
    matchedProcedures,
    ...conditionOf(facts, entry),
  };
  if (winner === undefined) return { ...shared, outcome: 'lost', by: 'earlier_step' };
  if (winner.entry === entry) return { ...shared, outcome: 'won' };
  const { by } = preferCandidate(winner, candidate, step, facts.record);
  const compared = { winner: comparedBy(by, winner, facts.record), own: comparedBy(by, candidate, facts.record) };
  return { ...shared, outcome: 'lost', by, compared };
}

/** What a preference compares, as a text; empty where the entry states nothing. */
function comparedBy(
  by: DipPreference,
  { entry, diagnosisLength, matchedProcedures }: DipCandidate,
  record: DipRecord,
): string {
  switch (by) {
    case 'more_related_parts':
      return String(entry.related.length);
    case 'more_matched_procedures':
      return String(matchedProcedures);
    case 'nearest_mean_cost': {
      if (entry.meanCostFen === undefined) return '';
      return formatYuan(Math.round(Math.abs(entry.meanCostFen - (record.total_cost_fen ?? Number.NaN))));
    }
    case 'kind_order':
      return `${entry.tier} ${entry.kind}`;
    case 'tier_order':
      return entry.tier;
    case 'longer_diagnosis':
      return String(diagnosisLength);
    case 'higher_score':
      return entry.score === undefined ? '' : formatDecimal(entry.score);
    case 'lower_sequence':
      return String(entry.sequence);
  }
}
