import type { Language } from '../../../kernel/errors.js';
import type { DipKind, DipTier } from '../../../schemes/dip/dip-document.js';
import { REASON_WORDS, STATUS_WORDS } from '../../explain/answer-words.js';
import { COLON, COMMA, inBrackets, MISSING, numberName, numberValue } from '../../explain/condition-words.js';
import { describeCondition } from '../../explain/describe-condition.js';
import { drawTree, type TreeNode } from '../../explain/text-tree.js';
import { CASE_NUMBERS } from '../../interpreter/case-facts.js';
import type {
  CandidateTrial,
  DipExplanation,
  EntryText,
  NearEntry,
  OtherEntry,
  ProcedureRole,
  StepTrial,
} from './dip-explanation.js';
import { ANY_TREATMENT, DIP_REASONS, EXCLUDED_WORDS, KIND_WORDS, LOST_BY, TIER_WORDS } from './dip-words.js';

/**
 * A DIP explanation as a tree for the terminal. No colours, no line feed at the end. Names of entries are the scheme's
 * own, in Chinese in both languages.
 */
export function renderDip(explanation: DipExplanation, language: Language): string {
  const t = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const { scheme, options, unlisted, steps, procedures } = explanation;
  const switches = Object.entries(options).map(([name, value]) => `${name}=${value}`);
  const sections: TreeNode[] = [
    {
      text: t('方案', 'Scheme'),
      children: [{ text: `${scheme.id} ${scheme.title[language]}` }, { text: switches.join(' ') }],
    },
    { text: t('病例', 'Case'), children: caseNodes(explanation, language) },
    {
      text: t('方案中没有的编码', 'Codes the scheme does not list'),
      children: unlisted.map(({ code, matched, outcome }) => ({
        text:
          outcome === 'ignored'
            ? code
            : t(`${code}：按 ${matched} 的文本匹配`, `${code}: compared as a text that begins with ${matched}`),
      })),
    },
    {
      text: t('手术操作的作用', 'What the procedures do'),
      children: procedures.map((role) => ({ text: roleText(role, language) })),
    },
    ...steps.flatMap((step) => stepNodes(step, language)),
  ];
  return drawTree({
    text: headline(explanation, language),
    children: sections.filter((section) => (section.children?.length ?? 0) > 0),
  });
}

function headline({ answer, case: record, steps }: DipExplanation, language: Language): string {
  const won = steps.flatMap(({ candidates }) => candidates).find(({ outcome }) => outcome === 'won');
  const group = `${answer.group} ${won?.name ?? ''}`.trim();
  const colon = COLON[language];
  const reason =
    answer.reason === ''
      ? ''
      : ` — ${answer.reason}${colon}${(DIP_REASONS[answer.reason] ?? REASON_WORDS[answer.reason])[language]}`;
  const status = STATUS_WORDS[answer.status][language];
  return language === 'zh'
    ? `病例 ${record.case_id}：${status}，${group}${reason}`
    : `Case ${record.case_id}: ${status}, ${group}${reason}`;
}

function caseNodes({ case: record, kind, principal }: DipExplanation, language: Language): TreeNode[] {
  const t = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const comma = COMMA[language];
  const colon = COLON[language];
  const none = t('无', 'none');
  const mark = inBrackets(t('不纳入分组', 'does not group'), language);
  const excluded = principal.isExcluded ? t(mark, ` ${mark}`) : '';
  const numbers = CASE_NUMBERS.filter((name) => record[name] >= 0).map(
    (name) => `${numberName(name)[language]} ${numberValue(name, record[name], language)}`,
  );
  const absent = CASE_NUMBERS.filter((name) => record[name] < 0).map((name) => numberName(name)[language]);
  const nodes: TreeNode[] = [
    { text: `${t('主要诊断', 'principal diagnosis')}${colon}${principal.code ?? none}${excluded}` },
    { text: `${t('其他诊断', 'secondary diagnoses')}${colon}${record.dx.slice(1).join(comma) || none}` },
    { text: `${t('手术操作', 'procedures')}${colon}${record.px.join(comma) || none}` },
    { text: `${t('治疗方式', 'treatment class')}${colon}${KIND_WORDS[kind][language]}` },
  ];
  if (numbers.length > 0) nodes.push({ text: numbers.join(comma) });
  if (absent.length > 0) nodes.push({ text: `${MISSING[language]}${colon}${absent.join(comma)}` });
  return nodes;
}

function roleText({ position, code, excluded, isLeading }: ProcedureRole, language: Language): string {
  const what = isLeading
    ? { zh: '主要手术操作', en: 'the main procedure' }
    : excluded === undefined
      ? { zh: '可作相关手术操作', en: 'may be a related procedure' }
      : EXCLUDED_WORDS[excluded];
  return `${position}. ${code}${COLON[language]}${what[language]}`;
}

function stepNodes(step: StepTrial, language: Language): TreeNode[] {
  const t = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const outcome = {
    decided: t('入组', 'decides'),
    passed: t('没有符合的病种', 'no entry takes the case'),
    behind: t('前面的步骤已入组', 'an earlier step had decided'),
  }[step.outcome];
  return [
    {
      text: t(`第 ${step.step} 步 ${step.title.zh}：${outcome}`, `Step ${step.step}, ${step.title.en}: ${outcome}`),
      children: [
        ...step.candidates.map((candidate) => candidateNode(candidate, language)),
        ...step.near.map((entry) => nearNode(entry, language)),
        ...otherNodes(step.others, language),
      ],
    },
  ];
}

/** Entries that other procedures keep from the case: their codes, by what is lacking. */
function otherNodes(others: readonly OtherEntry[], language: Language): TreeNode[] {
  const byLack = new Map<OtherEntry['treatment'], string[]>();
  for (const { treatment, group } of others) byLack.set(treatment, [...(byLack.get(treatment) ?? []), group]);
  return [...byLack].map(([treatment, groups]) => ({ text: otherText(treatment, groups, language) }));
}

/** Beyond it a city's whole table could stand in one line; the national catalogue stays below. */
const MOST_NAMED = 100;

function otherText(treatment: OtherEntry['treatment'], groups: readonly string[], language: Language): string {
  const t = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const lack =
    treatment === undefined
      ? t('缺少主要手术操作', 'lacks the main procedure')
      : t(`治疗方式不是${KIND_WORDS[treatment].zh}`, `its treatment class is not ${KIND_WORDS[treatment].en}`);
  const count = t(`（${groups.length} 个病种）`, ` (${groups.length} ${groups.length === 1 ? 'entry' : 'entries'})`);
  const beyond = groups.length - MOST_NAMED;
  const more = beyond > 0 ? t(`，另有 ${beyond} 个见 --json`, `, and ${beyond} more, all named by --json`) : '';
  return `– ${lack}${count}${COLON[language]}${groups.slice(0, MOST_NAMED).join(COMMA[language])}${more}`;
}

function entryWords({ group, name, kind, tier, use }: EntryText, language: Language): string {
  const treatment = use === 'any_case' ? ANY_TREATMENT : KIND_WORDS[kind];
  const words = `${TIER_WORDS[tier][language]}${COMMA[language]}${treatment[language]}`;
  return `${group} ${name}${language === 'en' ? ' ' : ''}${inBrackets(words, language)}`;
}

function candidateNode(candidate: CandidateTrial, language: Language): TreeNode {
  const t = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const entry = entryWords(candidate, language);
  const asked =
    candidate.condition === undefined
      ? ''
      : t(
          `；条件成立：${describeCondition(candidate.condition, 'zh')}`,
          `; its condition holds: ${describeCondition(candidate.condition, 'en')}`,
        );
  const { by, compared } = candidate;
  if (by === undefined) {
    return {
      text: t(
        `✓ ${entry}：选中；相关手术操作 ${candidate.relatedParts} 项，诊断匹配 ${lengthWords(candidate, 'zh')}${asked}`,
        `✓ ${entry}: chosen; ${candidate.relatedParts} related parts, diagnosis matched ${lengthWords(candidate, 'en')}${asked}`,
      ),
    };
  }
  const none = t('无', 'none');
  const values =
    compared === undefined
      ? ''
      : inBrackets(
          t(
            `${comparedWords(by, compared.own, 'zh') || none}，选中的为 ${comparedWords(by, compared.winner, 'zh') || none}`,
            `${comparedWords(by, compared.own, 'en') || none} against ${comparedWords(by, compared.winner, 'en') || none}`,
          ),
          language,
        );
  const gap = language === 'en' && values !== '' ? ' ' : '';
  return { text: `✗ ${entry}${COLON[language]}${LOST_BY[by][language]}${gap}${values}${asked}` };
}

/** What a preference compared, in words where it is a name or a length. */
function comparedWords(by: NonNullable<CandidateTrial['by']>, value: string, language: Language): string {
  if (by === 'longer_diagnosis') return lengthWords({ diagnosisLength: Number(value) }, language);
  if (by !== 'kind_order' && by !== 'tier_order') return value;
  const [tier, kind] = value.split(' ') as [DipTier, DipKind?];
  return [TIER_WORDS[tier], ...(kind === undefined ? [] : [KIND_WORDS[kind]])]
    .map((words) => words[language])
    .join(COMMA[language]);
}

function lengthWords({ diagnosisLength }: Pick<CandidateTrial, 'diagnosisLength'>, language: Language): string {
  if (diagnosisLength < 0) return language === 'zh' ? '不限诊断' : 'whatever it is';
  if (diagnosisLength === 0) return language === 'zh' ? '按编码范围' : 'by a range';
  return language === 'zh' ? `前 ${diagnosisLength} 位` : `by its first ${diagnosisLength} characters`;
}

function nearNode(entry: NearEntry, language: Language): TreeNode {
  const t = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const words = entryWords(entry, language);
  if (entry.condition !== undefined) {
    return {
      text: t(
        `– ${words}：条件不成立：${describeCondition(entry.condition, 'zh')}`,
        `– ${words}: its condition does not hold: ${describeCondition(entry.condition, 'en')}`,
      ),
    };
  }
  const parts = (entry.related ?? []).map((codes) => codes.join('|')).join(' + ');
  return {
    text: t(`– ${words}：缺少相关手术操作 ${parts}`, `– ${words}: lacks the related procedures ${parts}`),
  };
}
