import type { Language } from '../../kernel/errors.js';
import type { CaseRecord } from '../group-columns.js';
import { CASE_NUMBERS } from '../interpreter/case-facts.js';
import { REASON_WORDS, STATUS_WORDS } from './answer-words.js';
import { COLON, COMMA, MISSING, numberName, numberValue } from './condition-words.js';
import { describeTrace } from './describe-trace.js';
import type { Explanation, GroupTrial, SeverityFinding } from './explanation.js';
import type { UnlistedCode } from './ignored-codes.js';
import { changeNodes } from './render-changes.js';
import { chapterNodes, ruleSections } from './render-walk.js';
import { drawTree, type TreeNode } from './text-tree.js';

/**
 * An explanation as a tree for the terminal, in policy terms (主要诊断大类、核心疾病诊断相关组、并发症程度). No colours, no
 * line feed at the end. Names of groups are the scheme's own, in Chinese in both languages.
 */
export function renderExplanation(explanation: Explanation, language: Language): string {
  return drawTree(explanationTree(explanation, language));
}

/** The same as nodes, for a page that folds them. */
export function explanationTree(explanation: Explanation, language: Language): TreeNode {
  const t = (zh: string, en: string) => (language === 'zh' ? zh : en);
  const sections: TreeNode[] = [
    { text: t('方案', 'Scheme'), children: schemeNodes(explanation, language) },
    { text: t('病例', 'Case'), children: caseNodes(explanation.case, language) },
    {
      text: t('方案中没有的编码', 'Codes the scheme does not list'),
      children: explanation.unlisted.map((code) => unlistedNode(code, language)),
    },
    { text: t('主要诊断大类（MDC）', 'Chapters (MDC)'), children: chapterNodes(explanation.chapters, language) },
    ...ruleSections(explanation.chapters, language),
    {
      text: t(
        '并发症程度（MCC 严重并发症或合并症，CC 并发症或合并症）',
        'Severity (MCC, CC: major and other complications or comorbidities)',
      ),
      children: explanation.severity.map((finding) => severityNode(finding, language)),
    },
    {
      text: t('疾病诊断相关组（DRG）', 'Groups (DRG) of the ADRG'),
      children: explanation.groups.map((trial) => groupNode(trial, language)),
    },
    { text: t('怎样会改变分组', 'What would change the group'), children: changeNodes(explanation, language) },
  ];
  return {
    text: headline(explanation, language),
    children: sections.filter((section) => (section.children?.length ?? 0) > 0),
  };
}

function headline({ answer, case: record, groups }: Explanation, language: Language): string {
  const name = groups.find((trial) => trial.outcome === 'decided')?.name ?? '';
  const group = `${answer.group} ${name}`.trim();
  const reason = answer.reason === '' ? '' : ` — ${answer.reason}: ${REASON_WORDS[answer.reason][language]}`;
  const status = STATUS_WORDS[answer.status][language];
  return language === 'zh'
    ? `病例 ${record.case_id}：${status}，${group}${reason.replace(': ', '：')}`
    : `Case ${record.case_id}: ${status}, ${group}${reason}`;
}

function schemeNodes({ scheme, options }: Explanation, language: Language): TreeNode[] {
  const switches = Object.entries(options).map(([name, value]) => `${name}=${value}`);
  return [{ text: `${scheme.id} ${scheme.title[language]}` }, { text: switches.join(' ') }];
}

function caseNodes(record: CaseRecord, language: Language): TreeNode[] {
  const comma = COMMA[language];
  const t = (zh: string, en: string) => (language === 'zh' ? zh : en);
  const colon = COLON[language];
  const numbers = CASE_NUMBERS.filter((name) => record[name] >= 0).map(
    (name) => `${numberName(name)[language]} ${numberValue(name, record[name], language)}`,
  );
  const absent = CASE_NUMBERS.filter((name) => record[name] < 0).map((name) => numberName(name)[language]);
  const none = t('无', 'none');
  const nodes = [
    { text: `${t('主要诊断', 'principal diagnosis')}${colon}${record.dx[0] ?? none}` },
    { text: `${t('其他诊断', 'secondary diagnoses')}${colon}${record.dx.slice(1).join(comma) || none}` },
    { text: `${t('手术操作', 'procedures')}${colon}${record.px.join(comma) || none}` },
  ];
  if (numbers.length > 0) nodes.push({ text: numbers.join(comma) });
  if (absent.length > 0) nodes.push({ text: `${MISSING[language]}${colon}${absent.join(comma)}` });
  return nodes;
}

function unlistedNode(code: UnlistedCode, language: Language): TreeNode {
  const isDiagnosis = code.field === 'dx';
  if (language === 'zh') {
    const place = `第 ${code.position} 个${isDiagnosis ? '诊断' : '手术操作'} ${code.code}`;
    const found = code.outcome === 'ignored' ? '不识别，不参与分组' : `按类目归入 ${code.matched}`;
    return { text: `${place}：${found}` };
  }
  const place = `${isDiagnosis ? 'diagnosis' : 'procedure'} ${code.position}, ${code.code}`;
  const found = code.outcome === 'ignored' ? 'unknown, ignored' : `taken as ${code.matched} by its category`;
  return { text: `${place}: ${found}` };
}

function severityNode(finding: SeverityFinding, language: Language): TreeNode {
  const { code, level, isCounted, exclusionList, cancelledBy } = finding;
  const mark = isCounted ? '✓' : '✗';
  const name = level.toUpperCase();
  if (language === 'zh') {
    const counted = exclusionList === 0 ? '不在任何排除表中' : `主要诊断不在其排除表 ${exclusionList} 中`;
    const cancelled = `主要诊断 ${cancelledBy} 在其排除表 ${exclusionList} 中`;
    return { text: `${mark} ${code}（${name}）${isCounted ? `计入：${counted}` : `不计入：${cancelled}`}` };
  }
  const counted =
    exclusionList === 0 ? 'it has no exclusion list' : `the principal is not in its exclusion list ${exclusionList}`;
  const cancelled = `the principal ${cancelledBy} is in its exclusion list ${exclusionList}`;
  return { text: `${mark} ${code} (${name}) ${isCounted ? `counts: ${counted}` : `does not count: ${cancelled}`}` };
}

function groupNode(trial: GroupTrial, language: Language): TreeNode {
  const mark = { decided: '✓', failed: '✗', not_tried: '·' }[trial.outcome];
  const name = `${mark} ${trial.group} ${trial.name}`;
  if (trial.outcome === 'not_tried') return { text: name };
  return { text: `${name}${COLON[language]}${describeTrace(trial.condition, language)}` };
}
