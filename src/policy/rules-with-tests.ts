import type { CaseTests, Policy } from './policy-schema.js';

export interface RuleWithTests {
  readonly path: string;
  readonly when: CaseTests;
}

/** Every rule of a policy that has tests on single cases, by its path. A new kind of such rules belongs here. */
export function rulesWithTests(policy: Policy): RuleWithTests[] {
  const named = (list: string, rules: readonly { readonly name: string; readonly when?: CaseTests | undefined }[]) =>
    rules.flatMap(({ name, when }) => (when === undefined ? [] : [{ path: `${list}.${name}`, when }]));
  return [
    ...named('case_coefficients.rules', policy.case_coefficients?.rules ?? []),
    ...named('special_cases', policy.special_cases ?? []),
    ...named('outliers.bands', policy.outliers.bands),
    ...named('supplements', policy.supplements ?? []),
  ];
}
