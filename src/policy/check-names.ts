import type { Finding } from '../kernel/finding.js';
import { bandVocabulary } from '../kernel/formula/formula-language.js';
import { isFormulaName } from '../kernel/formula/named-vocabulary.js';
import { FindingList } from './finding-list.js';
import { bandLanguageOf, type Policy } from './policy-schema.js';
import { rulesWithTests } from './rules-with-tests.js';

/** A name stands once in its list: patches, sources and statements go by it. */
export function checkNames(policy: Policy): Finding[] {
  const found = new FindingList();
  const { hospital_coefficient: hospital, case_coefficients: cases, weights } = policy;
  const steps = policy.clearing.steps.filter((step) => typeof step !== 'string');
  const lists: [string, readonly { readonly name: string }[]][] = [
    ['weights.adjustments', weights.adjustments ?? []],
    ['hospital_coefficient.components', hospital.components ?? []],
    ['case_coefficients.rules', cases?.rules ?? []],
    ['special_cases', policy.special_cases ?? []],
    ['outliers.bands', policy.outliers.bands],
    ['supplements', policy.supplements ?? []],
    ['clearing.steps', steps],
    ['clearing.region_split', policy.clearing.region_split ?? []],
  ];
  for (const rule of policy.special_cases ?? []) {
    if (rule.per_diem !== undefined) lists.push([`special_cases.${rule.name}.per_diem.bands`, rule.per_diem.bands]);
  }
  for (const { path, when } of rulesWithTests(policy)) lists.push([`${path}.when.shares`, when.shares ?? []]);
  for (const [list, elements] of lists) {
    const names = elements.map(({ name }) => name);
    for (const name of new Set(names.filter((one, index) => names.indexOf(one) !== index))) {
      const isBand = list === 'outliers.bands';
      found.error(
        isBand ? 'band_name_twice' : 'name_twice',
        `${list}.${name}`,
        isBand ? `分段名称“${name}”出现两次，请改名。` : `${list} 中的名称“${name}”出现两次，请改名。`,
        isBand
          ? `the band name "${name}" is used twice; rename one.`
          : `the name "${name}" is used twice in ${list}; rename one.`,
      );
    }
  }
  checkValueNames(policy, found);
  return found.findings;
}

/** Names of group values stand in formulas, so that they must be free there. */
function checkValueNames(policy: Policy, found: FindingList): void {
  const taken = bandVocabulary(bandLanguageOf(policy.outliers.basis)).names;
  for (const [name, value] of Object.entries(policy.group_values ?? {})) {
    if (taken.has(name) || !isFormulaName(name)) {
      found.error(
        'group_value_name_taken',
        `group_values.${name}`,
        `“${name}”在公式中已有含义，请改名。`,
        `"${name}" has a meaning of its own in formulas; rename it.`,
      );
    }
    if (Object.keys(value.by_group).length > 0 || value.otherwise !== undefined) continue;
    found.error(
      'group_value_empty',
      `group_values.${name}`,
      `“${name}”没有任何值，请写 by_group 或 otherwise。`,
      `"${name}" has no value; write by_group or otherwise.`,
    );
  }
}
