import type { Language } from '../../kernel/errors.js';
import { STATUS_WORDS } from './answer-words.js';
import { COLON, inBrackets } from './condition-words.js';
import { drawTree, type TreeNode } from './text-tree.js';
import type { WhatIf, WhatIfAlternative, WhatIfAnswer } from './what-if.js';

/** The alternatives of a case as a tree for the terminal, in input order. No line feed at the end. */
export function renderWhatIf(found: WhatIf, language: Language): string {
  const t = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const { case: record, recorded, principals, procedures } = found;
  const none = [{ text: t('没有其他编码', 'there is no other code') }];
  const children = (list: readonly WhatIfAlternative[]): TreeNode[] =>
    list.length === 0 ? none : list.map((entry) => ({ text: alternativeText(entry, language) }));
  return drawTree({
    text: t(
      `病例 ${record.case_id}：首位编码不同时的分组`,
      `Case ${record.case_id}: its group with another code in the first place`,
    ),
    children: [
      { text: `${t('现有记录', 'As recorded')}${COLON[language]}${answerText(recorded, language)}` },
      {
        text: t('以其他诊断为主要诊断（其余顺序不变）', 'With another diagnosis as principal (the rest in order)'),
        children: children(principals),
      },
      {
        text: t('以其他手术操作为主要手术操作（其余顺序不变）', 'With another procedure first (the rest in order)'),
        children: children(procedures),
      },
      {
        text: t(
          '仅供核对编码：主要诊断与主要手术操作的选择须以病历记录和填报规范为准',
          'For checking only: which diagnosis is principal and which procedure is first must be what the medical record and the coding rules support',
        ),
      },
    ],
  });
}

function alternativeText(entry: WhatIfAlternative, language: Language): string {
  const same = language === 'zh' ? '（病组相同）' : ' (same group)';
  return `${entry.code}${COLON[language]}${answerText(entry, language)}${entry.isSameGroup ? same : ''}`;
}

function answerText({ answer, name, weight }: WhatIfAnswer, language: Language): string {
  const reason = answer.reason === '' ? '' : inBrackets(answer.reason, language);
  const parts = [
    `${answer.group} ${name}`.trim(),
    `${STATUS_WORDS[answer.status][language]}${language === 'en' && reason !== '' ? ' ' : ''}${reason}`,
  ];
  if (weight !== undefined) parts.push(`${language === 'zh' ? '权重' : 'weight'} ${weight ?? '—'}`);
  return parts.join(language === 'zh' ? '，' : ', ');
}
