import type { Language, Text } from '../../kernel/errors.js';

/** The kinds of behaviour as people call them. */
const BEHAVIOUR_WORDS: Readonly<Record<string, Text>> = {
  static: { zh: '静态（无行为）', en: 'static' },
  volume_response: { zh: '病例数随支付增减', en: 'volume response' },
  coding_intensity: { zh: '编码强度', en: 'coding intensity' },
  cost_response: { zh: '费用随支付增减', en: 'cost response' },
  split_admissions: { zh: '分解住院', en: 'split admissions' },
  referral_transfer: { zh: '转诊下沉', en: 'referral to other hospitals' },
  prevention: { zh: '预防', en: 'prevention' },
  hospitals_leaving: { zh: '医院退出医保', en: 'hospitals leaving' },
};

/** A step or behaviour for people: "1 volume_response" → "1 病例数随支付增减"; anything else as it is. */
export function behaviourWord(name: string, language: Language): string {
  const [, number = '', kind = ''] = /^(\d+ )?(\w+)$/.exec(name) ?? [];
  return Object.hasOwn(BEHAVIOUR_WORDS, kind) ? `${number}${BEHAVIOUR_WORDS[kind]![language]}` : name;
}
