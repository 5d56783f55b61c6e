import type { Language } from '../../kernel/errors.js';
import type { GroupAnswer } from '../group-columns.js';
import { COMMA, numberName, SEX } from './condition-words.js';
import { describeCondition } from './describe-condition.js';
import { describeTrace } from './describe-trace.js';
import type { Changes, Explanation } from './explanation.js';
import type { TreeNode } from './text-tree.js';
import { testsOf } from './trace-condition.js';

/** Lines on what would change the answer; none where nothing near would. */
export function changeNodes(explanation: Explanation, language: Language): TreeNode[] {
  const { changes } = explanation;
  const t = (zh: string, en: string) => (language === 'zh' ? zh : en);
  const nodes: TreeNode[] = [];
  if (changes.higher !== undefined) {
    const { group, name, missing } = changes.higher;
    const asked = describeCondition(missing, language);
    nodes.push({
      text: t(`↑ ${group} ${name}：还需${asked}`, `↑ ${group} ${name}: still needs ${asked}`),
      children: cancelledNodes(explanation, language),
    });
  }
  if (changes.lower !== undefined) {
    const { group, name, without } = changes.lower;
    const facts = describeTrace(without, language);
    nodes.push({ text: t(`↓ ${group} ${name}：若没有：${facts}`, `↓ ${group} ${name}: if not for: ${facts}`) });
  }
  if (changes.asMedical !== undefined) {
    const shown = answerText(changes.asMedical);
    nodes.push({
      text: t(
        `主要手术操作不作歧义处理时（unrelated_procedure=medical）：${shown}`,
        `with unrelated_procedure=medical: ${shown}`,
      ),
    });
  }
  for (const { sex, answer } of changes.otherSex) {
    const shown = answerText(answer);
    nodes.push({ text: t(`性别若为${SEX[sex].zh}：${shown}`, `with sex ${SEX[sex].en}: ${shown}`) });
  }
  for (const number of changes.undecided) nodes.push(undecidedNode(number, language));
  if (changes.homes.length > 0) {
    const chapters = changes.homes.map(({ mdc, name }) => `${mdc} ${name}`).join(COMMA[language]);
    nodes.push({
      text: t(`主要诊断所在大类：${chapters}`, `chapters that list the principal: ${chapters}`),
    });
  }
  return nodes;
}

/** Cancelled complications of a level that the next group up asks for: they are on record and do not count. */
function cancelledNodes({ changes, severity }: Explanation, language: Language): TreeNode[] {
  const asked = new Set<string>();
  for (const test of testsOf(changes.higher!.missing)) if (test.kind === 'severity') asked.add(test.level);
  return severity
    .filter((finding) => !finding.isCounted && asked.has(finding.level))
    .map(({ code, level, cancelledBy, exclusionList }) => ({
      text:
        language === 'zh'
          ? `已录 ${code}（${level.toUpperCase()}），但被主要诊断 ${cancelledBy} 按排除表 ${exclusionList} 取消`
          : `${code} (${level.toUpperCase()}) is on record but cancelled by the principal ${cancelledBy}, exclusion list ${exclusionList}`,
    }));
}

function answerText(answer: GroupAnswer): string {
  if (answer.status === 'ungrouped') return `${answer.group} (${answer.reason})`;
  return [answer.mdc, answer.adrg, answer.group].join(' → ');
}

function undecidedNode({ number, places }: Changes['undecided'][number], language: Language): TreeNode {
  const name = numberName(number)[language];
  const shown = places.map(({ code, name: title }) => `${code} ${title}`).join(COMMA[language]);
  const text =
    language === 'zh'
      ? `${name}缺失，以下条件因此按不符合处理：${shown}`
      : `${name} is missing, so these conditions count as not met: ${shown}`;
  return { text };
}
