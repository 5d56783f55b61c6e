import type { Chapter, SchemeDocument, SchemeOptions } from '../../schemes/scheme-document.js';
import type { CaseRecord } from '../group-columns.js';
import { type CaseFacts, caseFacts, secondarySeverities } from '../interpreter/case-facts.js';
import { answerOf, isRefused } from '../interpreter/interpret-case.js';
import { conditionAt, type Decision, findDecision, isTried } from '../interpreter/walk-scheme.js';
import { codeOfRule } from './code-of-rule.js';
import { explainChanges } from './explain-changes.js';
import type { ChapterTrial, Explanation, GroupTrial, RuleTrial, SeverityFinding } from './explanation.js';
import { unlistedCodes } from './ignored-codes.js';
import { isNear, traceCondition } from './trace-condition.js';

/**
 * Explains the group of one case (分组解释): the chapters tried and why not, the rule and the codes and lists that
 * decided, the rules near it and why they failed, each complication with whether it counted and what cancelled it, and
 * what would change the answer. The answer itself is the literal interpreter's.
 *
 * @param options switches of this run over the scheme's own
 */
export function explainCase(
  document: SchemeDocument,
  record: CaseRecord,
  options: Partial<SchemeOptions> = {},
): Explanation {
  const facts = caseFacts(document, record, { ...document.options, ...options });
  const decision = isRefused(facts) ? undefined : findDecision(facts);
  return {
    scheme: { id: document.id, hash: document.hash, title: document.title },
    options: facts.options,
    case: record,
    answer: answerOf(facts),
    unlisted: unlistedCodes(document, record, facts.options.code_match),
    chapters: isRefused(facts) ? [] : chapterTrials(facts, decision),
    severity: severityFindings(facts),
    groups: decision === undefined ? [] : groupTrials(facts, decision),
    changes: explainChanges(facts, decision),
  };
}

function chapterTrials(facts: CaseFacts, decision: Decision | undefined): ChapterTrial[] {
  const trials: ChapterTrial[] = [];
  for (const chapter of facts.document.chapters) {
    const condition = traceCondition(conditionAt(facts, chapter), facts, { chapter });
    const { mdc, name } = chapter;
    if (!condition.holds) {
      trials.push({ mdc, name, outcome: 'not_entered', condition, tried: 0, rules: [] });
      continue;
    }
    const isDecided = decision?.chapter === chapter;
    const rules = ruleTrials(facts, chapter, isDecided ? decision : undefined);
    const tried = rules.filter((rule) => rule.outcome !== 'switched_off').length;
    const near = rules.filter((rule) => rule.outcome === 'decided' || isNear(rule.condition));
    trials.push({ mdc, name, outcome: isDecided ? 'decided' : 'passed', condition, tried, rules: near });
    if (isDecided) break;
  }
  return trials;
}

function ruleTrials(facts: CaseFacts, chapter: Chapter, decision: Decision | undefined): RuleTrial[] {
  const trials: RuleTrial[] = [];
  for (const rule of chapter.rules) {
    const condition = traceCondition(conditionAt(facts, chapter, rule), facts, { chapter, rule });
    const { name, kind } = rule;
    const adrg = codeOfRule(rule);
    const isDecided = decision?.rule === rule;
    const outcome = isDecided ? 'decided' : isTried(rule, facts) ? 'failed' : 'switched_off';
    trials.push({ adrg, name, kind, outcome, condition });
    if (isDecided) break;
  }
  return trials;
}

function groupTrials(facts: CaseFacts, decision: Decision): GroupTrial[] {
  const { chapter, rule } = decision;
  const decidedAt = rule.groups.indexOf(decision.group);
  return rule.groups.map((group, index) => ({
    group: group.code,
    name: group.name,
    outcome: index < decidedAt ? 'failed' : index === decidedAt ? 'decided' : 'not_tried',
    condition: traceCondition(group.when, facts, { chapter, rule }),
  }));
}

function severityFindings(facts: CaseFacts): SeverityFinding[] {
  return secondarySeverities(facts.document, facts.diagnoses).map((finding) => ({
    position: finding.position + 1,
    code: facts.record.dx[finding.position]!,
    level: finding.level,
    isCounted: finding.isCounted,
    exclusionList: finding.exclusionList,
    cancelledBy: finding.isCounted ? null : (facts.record.dx[0] ?? null),
  }));
}
