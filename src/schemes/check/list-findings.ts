import type { Finding } from '../../kernel/finding.js';
import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import { visitListTests } from '../compile/partial-truth.js';
import type { AdrgRule, Chapter, SchemeDocument } from '../scheme-document.js';
import { rulePath } from './finding-text.js';

/** Lists that no condition names. */
export function listFindings(document: SchemeDocument): Finding[] {
  const findings: Finding[] = [];
  const namedUsed = new Set<string>();
  for (const chapter of document.chapters) {
    for (const name of namesIn(usesOf(chapter.when))) namedUsed.add(name);
    for (const rule of chapter.rules) {
      const uses = usesOf(rule.when);
      for (const group of rule.groups) for (const name of namesIn(usesOf(group.when))) namedUsed.add(name);
      for (const name of namesIn(uses)) namedUsed.add(name);
      findings.push(...unusedLists(chapter, rule, uses));
    }
  }
  for (const name of document.namedLists.keys()) {
    if (namedUsed.has(name)) continue;
    findings.push({
      code: 'list_unused',
      severity: 'warning',
      path: `scheme.yaml lists.${name}`,
      zh: `共用列表“${name}”没有被任何条件使用。请删除它，或检查条件中的名称。`,
      en: `no condition uses the shared list "${name}". Remove it, or check the names in conditions.`,
    });
  }
  return findings;
}

/** Every list test of a condition as it is written, e.g. "pdx(1)". */
function usesOf(node: FormulaNode): Set<string> {
  const uses = new Set<string>();
  visitListTests(node, ({ name, args }) => {
    const list = args[0];
    if (list?.kind === 'number') uses.add(`${name}(${list.value.digits})`);
    else if (list?.kind === 'name') uses.add(`${name}(${list.name})`);
  });
  return uses;
}

function namesIn(uses: ReadonlySet<string>): string[] {
  return [...uses].map((use) => use.slice(use.indexOf('(') + 1, -1));
}

function unusedLists(chapter: Chapter, rule: AdrgRule, uses: ReadonlySet<string>): Finding[] {
  const findings: Finding[] = [];
  for (const [lists, functions, zh, en] of [
    [rule.diagnosisLists, ['pdx', 'adx', 'sdx'], '诊断', 'diagnosis'],
    [rule.procedureLists, ['ppx', 'apx', 'spx'], '手术操作', 'procedure'],
  ] as const) {
    for (const number of lists.keys()) {
      if (functions.some((name) => uses.has(`${name}(${number})`))) continue;
      findings.push({
        code: 'list_unused',
        severity: 'warning',
        path: rulePath(chapter, rule),
        zh: `${zh}列表 ${number} 没有被条件“${rule.whenText}”使用。请删除列表或改正条件。`,
        en: `${en} list ${number} is not used by the condition "${rule.whenText}". Remove the list or correct the condition.`,
      });
    }
  }
  return findings;
}
