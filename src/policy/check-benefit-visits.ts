import type { Finding } from '../kernel/finding.js';
import { FindingList } from './finding-list.js';
import type { Policy } from './policy-schema.js';

/** Facts of a stay that outpatient.csv does not tell of a visit. */
const NOT_OF_VISITS = ['chronic', 'referral_filed', 'referral', 'department', 'care', 'age_from', 'age_to'] as const;

/** Faults of benefits that count visits: without a pass by person, without a ladder, or by facts that no visit has. */
export function checkBenefitVisits({ benefit }: Policy): Finding[] {
  const found = new FindingList();
  const lists = ['ladders', 'adjustments', 'ceilings', 'critical_illness', 'assistance'] as const;
  const rules = lists.flatMap((list) => (benefit[list] ?? []).map(({ name, who }) => ({ list, name, who })));
  const naming = rules.find(({ who }) => who.visits !== undefined);
  if (naming === undefined) return found.findings;
  const path = `benefit.${naming.list}.${naming.name}.who.visits`;
  if (benefit.mode !== 'computed') {
    found.error(
      'benefit_visits_recorded',
      path,
      '门诊计入待遇需要 benefit.mode: computed。请改为 computed，或去掉 visits。',
      'visits count in benefits with benefit.mode: computed alone. Use it, or leave visits out.',
    );
  }
  if (benefit.earlier_spending !== undefined) {
    found.error(
      'benefit_visits_earlier',
      'benefit.earlier_spending',
      '门诊结算表没有“文件之前已发生的费用”，不能与门诊待遇同用。请给出全年数据，或去掉 visits。',
      'outpatient.csv does not tell what was used before the file begins. Give the whole year, or leave visits out.',
    );
  }
  if (!rules.some(({ list, who }) => list === 'ladders' && who.visits !== undefined)) {
    found.error(
      'benefit_visits_without_ladder',
      path,
      '有规则写了 visits，但没有任何待遇（ladders）写明门诊如何支付。请补上。',
      'a rule names visits, and no ladder says what they are paid. Add one.',
    );
  }
  for (const { list, name, who } of rules) {
    if (who.visits === undefined && (list === 'ladders' || list === 'adjustments')) continue;
    const fact = NOT_OF_VISITS.find((test) => who[test] !== undefined);
    if (fact === undefined) continue;
    found.error(
      'benefit_visits_fact',
      `benefit.${list}.${name}.who.${fact}`,
      `此规则也用于门诊，而门诊结算表没有 ${fact}。请去掉此条件；可用：insurances、levels、grades、insured_class、assistance_class。`,
      `this rule is about visits too, and outpatient.csv has no ${fact}. Leave the test out; there are insurances, levels, grades, insured_class, assistance_class.`,
    );
  }
  return found.findings;
}
