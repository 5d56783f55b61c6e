import type { Finding } from '../../kernel/finding.js';
import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import type { AdrgRule, Chapter, DrgRule, SchemeDocument } from '../scheme-document.js';
import { rulePath } from './finding-text.js';

/**
 * What the fourth sign of a group's code says of severity in the national schemes: 1 and 3, and E and F with an age of 70
 * or more, are groups with MCC or CC; 5 is the rest of an ADRG that is divided by severity.
 */
const WITH_SEVERITY = new Set(['1', '3', 'E', 'F']);
const WITHOUT_SEVERITY = '5';

/** Severity that codes of groups promise and conditions lack, tables that conditions need, exclusion lists without use. */
export function severityFindings(document: SchemeDocument): Finding[] {
  return [
    ...document.chapters.flatMap((chapter) => chapter.rules.flatMap((rule) => ruleFindings(chapter, rule))),
    ...tableFindings(document),
    ...exclusionFindings(document),
  ];
}

function ruleFindings(chapter: Chapter, rule: AdrgRule): Finding[] {
  if (rule.kind === 'unrelated' || rule.kind === 'fallback') return [];
  const path = rulePath(chapter, rule);
  const findings: Finding[] = [];
  const isAsked = rule.groups.some(({ when }) => asks(when, 'mcc') || asks(when, 'cc'));
  for (const group of rule.groups) {
    const sign = group.code.slice(3);
    if (sign === WITHOUT_SEVERITY && !isAsked) findings.push(withoutBranch(path, rule, group));
    if (WITH_SEVERITY.has(sign) && !asks(group.when, 'mcc') && !asks(group.when, 'cc'))
      findings.push(notAsked(path, group));
  }
  return findings;
}

function withoutBranch(path: string, { adrg }: AdrgRule, { code }: DrgRule): Finding {
  return {
    code: 'severity_branch_missing',
    severity: 'warning',
    path,
    zh: `${code} 的第 4 位 5 表示“不伴合并症或并发症”，但 ${adrg} 没有伴 MCC 或 CC 的组：伴合并症的病例也入此组。请补上该组（如 ${adrg}3，条件 mcc or cc），或把编码改为 ${adrg}9（不区分）。`,
    en: `the fourth sign of ${code}, 5, means without complications, but ${adrg} has no group with MCC or CC: cases with them fall here too. Add one (such as ${adrg}3 with mcc or cc), or call this one ${adrg}9, not divided.`,
  };
}

function notAsked(path: string, { code, whenText }: DrgRule): Finding {
  return {
    code: 'severity_not_asked',
    severity: 'warning',
    path,
    zh: `${code} 的第 4 位表示伴 MCC 或 CC，但其条件“${whenText}”不看合并症。请在条件中写 mcc 或 cc，或改正编码。`,
    en: `the fourth sign of ${code} means with MCC or CC, but its condition "${whenText}" asks for neither. Write mcc or cc in it, or correct the code.`,
  };
}

function tableFindings({ chapters, severity }: SchemeDocument): Finding[] {
  return (['mcc', 'cc'] as const).flatMap((level): Finding[] => {
    if (severity[level].size > 0) return [];
    const asking = chapters.flatMap(({ rules }) =>
      rules.flatMap(({ groups }) => groups.filter(({ when }) => asks(when, level))),
    );
    if (asking.length === 0) return [];
    const name = level.toUpperCase();
    const first = asking[0]!.code;
    return [
      {
        code: 'severity_table_empty',
        severity: 'warning',
        path: 'severity.yaml',
        zh: `${asking.length} 个组（如 ${first}）的条件看 ${name}，但 severity.yaml 中没有 ${name} 编码，无病例能满足。请补上 ${name} 表。`,
        en: `groups that ask for ${name}: ${asking.length} (such as ${first}), but severity.yaml has no ${name} code, so no case meets them. Add the ${name} table.`,
      },
    ];
  });
}

function exclusionFindings({ severity }: SchemeDocument): Finding[] {
  const named = new Set([...severity.mcc.values(), ...severity.cc.values()]);
  return [...severity.exclusions].flatMap(([number, principals]): Finding[] => {
    const path = `severity.yaml ${number}`;
    if (!named.has(number))
      return [
        {
          code: 'exclusion_list_unused',
          severity: 'warning',
          path,
          zh: `排除表 ${number} 没有 MCC 或 CC 编码使用。请写上使用它的编码，或删去该表。`,
          en: `no MCC or CC code names exclusion list ${number}. State the codes that it cancels, or remove it.`,
        },
      ];
    if (principals.size > 0) return [];
    return [
      {
        code: 'exclusion_list_empty',
        severity: 'warning',
        path,
        zh: `排除表 ${number} 没有主要诊断，不会排除使用它的 MCC、CC 编码。请写上 principals；确实不排除的编码请移到 0 号表。`,
        en: `exclusion list ${number} has no principals, so it cancels none of its MCC and CC codes. State its principals; codes that nothing cancels belong to list 0.`,
      },
    ];
  });
}

/** Whether a condition names a level, `not` it or not. */
function asks(node: FormulaNode, level: 'mcc' | 'cc'): boolean {
  switch (node.kind) {
    case 'name':
      return node.name === level;
    case 'unary':
      return asks(node.operand, level);
    case 'binary':
      return asks(node.left, level) || asks(node.right, level);
    default:
      return false;
  }
}
