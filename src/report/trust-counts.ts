import type { Language, Text } from '../kernel/errors.js';
import type { PolicySource } from '../policy/policy-schema.js';

export type Trust = PolicySource['trust'] | 'none';

const WORDS: Readonly<Record<Trust, Text>> = {
  cited: { zh: '有文件依据', en: 'cited' },
  press: { zh: '来自报刊', en: 'from the press' },
  unverified: { zh: '未核实', en: 'unverified' },
  chosen: { zh: '自行选定', en: 'chosen' },
  computed: { zh: '由计算得出', en: 'computed' },
  none: { zh: '未注明来源', en: 'without a source' },
};

/** How many values rest on what: of each trust that occurs, the best known first. */
export function trustCounts(sources: readonly (PolicySource | undefined)[]): ReadonlyMap<Trust, number> {
  const counts = new Map<Trust, number>();
  for (const trust of Object.keys(WORDS) as Trust[]) {
    const count = sources.filter((source) => (source?.trust ?? 'none') === trust).length;
    if (count > 0) counts.set(trust, count);
  }
  return counts;
}

/** The same in one line: "12 values cited, 30 unverified". */
export function trustLine(sources: readonly (PolicySource | undefined)[], language: Language): string {
  const parts = [...trustCounts(sources)].map(([trust, count]) =>
    language === 'zh' ? `${WORDS[trust].zh} ${count} 项` : `${count} ${WORDS[trust].en}`,
  );
  return language === 'zh' ? `政策的值：${parts.join('、')}` : `Values of the policy: ${parts.join(', ')}`;
}
