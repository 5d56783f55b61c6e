import type { Text } from '../kernel/errors.js';

/** What people call an insurance (险种) in running text. */
export const INSURANCE_NAMES: Readonly<Record<string, Text>> = {
  employee: { zh: '职工', en: 'employee' },
  resident: { zh: '居民', en: 'resident' },
  other: { zh: '其他', en: 'other' },
};

/** The word for an insurance: employee → 职工; a case that names none says so, any other value stays as it is. */
export function insuranceName(insurance: string): Text {
  if (insurance === '') return { zh: '险种未注明', en: 'insurance not given' };
  return Object.hasOwn(INSURANCE_NAMES, insurance) ? INSURANCE_NAMES[insurance]! : { zh: insurance, en: insurance };
}
