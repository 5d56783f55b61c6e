import type { Text } from '../kernel/errors.js';
import type { Policy } from '../policy/policy-schema.js';
import type { PaymentMethod } from '../pricing/priced-columns.js';

interface NamedRule {
  readonly name: string;
  readonly title?: Text | undefined;
}

/** What people call a rule: its title, or its name where the policy gives none. */
export function ruleTitle({ name, title }: NamedRule): Text {
  return title ?? { zh: name, en: name };
}

/**
 * The special rules behind a line of special cases, by their titles: 特例单议、床日; '' where the method has none.
 * A rule that stands alike in several stretches of the year is named once.
 */
export function specialTitles(method: PaymentMethod, policies: readonly Policy[]): Text {
  const counts = method === 'special_case' ? 'inside' : method === 'special_case_outside' ? 'outside' : undefined;
  const rules = policies.flatMap((policy) => policy.special_cases ?? []);
  return joined(rules.filter((rule) => rule.counts === counts));
}

/** The supplements that may be within pay, by their titles. */
export function supplementTitles(policies: readonly Policy[]): Text {
  return joined(policies.flatMap((policy) => policy.supplements ?? []));
}

function joined(rules: readonly NamedRule[]): Text {
  const titles = [...new Map(rules.map(ruleTitle).map((title) => [JSON.stringify(title), title])).values()];
  return { zh: titles.map(({ zh }) => zh).join('、'), en: titles.map(({ en }) => en).join(', ') };
}
