import type { Text } from '../kernel/errors.js';
import { insuranceOfPool, type Origin, originOfPool } from './pool-key.js';

/** What people call an insurance (险种) in running text. */
const INSURANCE_NAMES: Readonly<Record<string, Text>> = {
  employee: { zh: '职工', en: 'employee' },
  resident: { zh: '居民', en: 'resident' },
  other: { zh: '其他', en: 'other' },
};

const ORIGIN_NAMES: Readonly<Record<Origin, Text>> = {
  local: { zh: '本地', en: 'local' },
  other_city: { zh: '省内异地', en: 'of another city' },
  other_province: { zh: '跨省', en: 'of another province' },
};

/**
 * The word for an insurance or pool: employee → 职工, employee@other_city → 职工（省内异地）; a case that names none says
 * so, any other value stays as it is.
 */
export function insuranceName(insurance: string): Text {
  const origin = originOfPool(insurance);
  if (origin !== undefined) {
    const [name, of] = [insuranceName(insuranceOfPool(insurance)), ORIGIN_NAMES[origin]];
    return { zh: `${name.zh}（${of.zh}）`, en: `${name.en}, ${of.en}` };
  }
  if (insurance === '') return { zh: '险种未注明', en: 'insurance not given' };
  return Object.hasOwn(INSURANCE_NAMES, insurance) ? INSURANCE_NAMES[insurance]! : { zh: insurance, en: insurance };
}
