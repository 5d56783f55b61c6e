import type { Finding } from '../../../kernel/finding.js';
import { compareCodePoints } from '../../../kernel/hash.js';
import { someCodes } from '../../check/finding-text.js';
import type { DipDocument } from '../dip-document.js';
import { patternText } from '../load/parse-patterns.js';
import { meetsRow } from '../primary-care.js';
import { codesFrom } from './unreachable-entries.js';

/**
 * Entries whose codes no case can carry, entries by class without classes, groups for what is left, incomplete scores.
 * @param places  file and line of an entry by its code, named where one finding tells of several entries
 */
export function entryFindings(document: DipDocument, places: ReadonlyMap<string, string>): Finding[] {
  return [
    ...codeFindings(document),
    ...classFindings(document),
    ...fallbackFindings(document),
    ...figureFindings(document, places),
    ...primaryCareFindings(document),
  ];
}

function codeFindings(document: DipDocument): Finding[] {
  const procedures = new Set(document.procedures);
  const findings: Finding[] = [];
  for (const { code, section, diagnoses, main, related } of document.entries) {
    const path = `${section} ${code}`;
    const unknown = [...main, ...related.flat()].filter((procedure) => !procedures.has(procedure));
    if (unknown.length > 0)
      findings.push({
        code: 'entry_procedure_unlisted',
        severity: 'warning',
        path,
        zh: `手术操作编码不在有效编码表中，病例不会带有：${someCodes(new Set(unknown))}。请改正编码，或在 codes.acknowledged 中写明理由。`,
        en: `procedures that no case can carry, since the list of valid codes lacks them: ${someCodes(new Set(unknown))}. Correct them, or acknowledge them in codes.acknowledged.`,
      });
    for (const pattern of diagnoses) {
      if (pattern.kind === 'every' || codesFrom(document.diagnoses, pattern).length > 0) continue;
      findings.push({
        code: 'entry_diagnosis_unlisted',
        severity: 'warning',
        path,
        zh: `诊断“${pattern.kind === 'prefix' ? pattern.text : `${pattern.from}-${pattern.to}`}”在有效编码表中没有对应编码。请改正，或在 codes.acknowledged 中写明理由。`,
        en: `diagnosis "${pattern.kind === 'prefix' ? pattern.text : `${pattern.from}-${pattern.to}`}" matches no valid code. Correct it, or acknowledge a code in codes.acknowledged.`,
      });
    }
  }
  return findings;
}

function classFindings(document: DipDocument): Finding[] {
  const byClass = document.entries.filter(
    ({ procedureUse, kind }) => procedureUse === 'class' && kind !== 'conservative' && kind !== 'procedure',
  );
  if (byClass.length === 0 || document.procedureClasses.size > 0) return [];
  return [
    {
      code: 'classes_missing',
      severity: 'warning',
      path: 'scheme.yaml classes',
      zh: `${byClass.length} 个综合或兜底病种按治疗方式匹配，但方案没有手术操作的治疗方式表（classes），这些病种无病例可达。请补上各类的编码文件。`,
      en: `${byClass.length} comprehensive or fallback entries match by treatment class, but the scheme has no classes of procedures: no case reaches them. Add the files of classes.`,
    },
  ];
}

function fallbackFindings(document: DipDocument): Finding[] {
  const { options, entries } = document;
  const isClosed = entries.some(
    ({ tier, procedureUse, diagnoses }) =>
      tier === 'fallback' && procedureUse === 'any_case' && diagnoses.some(({ kind }) => kind === 'every'),
  );
  if (options.unmatched === 'fallback' && isClosed) return [];
  const isMeant = options.unmatched === 'ungrouped';
  return [
    {
      code: 'fallback_missing',
      severity: isMeant ? 'note' : 'warning',
      path: 'scheme.yaml options.unmatched',
      zh: isMeant
        ? '方案不设兜底组：未匹配的病例为 0000，由政策的 ungrouped 支付。地方可另加 core 为 fallback 的病种。'
        : '兜底组没有覆盖全部病例（缺少诊断为 * 且不看手术的 fallback 病种）：其余病例为 0000。请补上空白组。',
      en: isMeant
        ? 'the scheme has no fallback groups: cases without a match are 0000 and paid by `ungrouped` of the policy. A city may add entries with core "fallback".'
        : 'the fallback groups do not take every case (none has the diagnosis * and looks at no procedures): the rest is 0000. Add a blank group.',
    },
  ];
}

/** A table that states scores or means for some entries only. */
function figureFindings(document: DipDocument, places: ReadonlyMap<string, string>): Finding[] {
  const { entries } = document;
  const findings: Finding[] = [];
  const lack = (field: 'score' | 'meanCostFen') => entries.filter((entry) => entry[field] === undefined);
  const scoreless = lack('score');
  if (scoreless.length > 0 && scoreless.length < entries.length)
    findings.push({
      code: 'entry_without_score',
      severity: 'warning',
      path: 'scores',
      ...firstPlaces(scoreless, places),
      zh: `没有分值的病种：${someCodes(scoreless.map(({ code }) => code))}。请补上分值，或确认由政策支付。`,
      en: `entries without a score: ${someCodes(scoreless.map(({ code }) => code))}. Add scores, or make sure that the policy pays them.`,
    });
  const usesMean = document.steps.some(({ preferences }) => preferences.includes('nearest_mean_cost'));
  const meanless = lack('meanCostFen');
  if (usesMean && meanless.length > 0)
    findings.push({
      code: 'entry_without_mean_cost',
      severity: 'warning',
      path: 'scores',
      ...firstPlaces(meanless, places),
      zh: `匹配顺序用到次均费用最接近者，但这些病种没有次均费用，排在有的之后：${someCodes(meanless.map(({ code }) => code))}。请补上次均费用。`,
      en: `the order of matching asks for the nearest mean cost, and these entries have none and rank after those with one: ${someCodes(meanless.map(({ code }) => code))}. Add their mean costs.`,
    });
  return findings;
}

/** Where the first three of these entries stand, in the order in which `someCodes` names them: no more, for a table may lack a column in every row. */
function firstPlaces(entries: readonly { readonly code: string }[], places: ReadonlyMap<string, string>) {
  const codes = entries.map(({ code }) => code).sort(compareCodePoints);
  const known = codes.flatMap((code) => places.get(code) ?? []);
  return known.length === 0 ? {} : { place: `${known.slice(0, 3).join(', ')}${known.length > 3 ? ', …' : ''}` };
}

/** Rows of the list of primary-care groups that no entry meets. */
function primaryCareFindings({ entries, primaryCare }: DipDocument): Finding[] {
  const lost = primaryCare.filter((row) => !entries.some((entry) => meetsRow(entry, row)));
  if (lost.length === 0) return [];
  const list = lost
    .map(({ sequence, diagnoses, main }) => `${sequence} (${[...diagnoses.map(patternText), ...main].join(' ')})`)
    .join(', ');
  return [
    {
      code: 'primary_care_without_entry',
      severity: 'note',
      path: 'primary-care.csv',
      zh: `基层病种中没有对应病种的行：${list}。这些病例按其实际入组的病种支付。`,
      en: `rows of the primary-care list that no entry meets: ${list}. Such cases are paid by the group they fall into.`,
    },
  ];
}
