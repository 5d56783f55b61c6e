import type { Text } from '../kernel/errors.js';

/**
 * Sentences of the rooms below that advise an option of the command line, and what they say to one who sends requests:
 * each pair replaces the part of the sentence that names the option.
 */
export const REQUEST_SENTENCES: Readonly<Record<'zh' | 'en', readonly (readonly [found: string, said: string])[]>> = {
  zh: [
    ['请在文件中加入该列，或用 --profile 把现有列映射到它', '请在病例中加入该列'],
    ['请改表头，或用 --profile 把现有列映射到标准列（drgdip profile --in 文件 可生成）', '请改用标准列名'],
    ['请用 --register 给出登记表', '请给出登记表（hospitals）'],
    [
      '请用 --weights 给出权重表，或用 --history 给出历史病例以测算权重（当年病例不能给自己定权重）',
      '请给出病组的权重（weights）',
    ],
    ['请用 --group-means 给出 group-means.csv', '请换一个政策，或用 drgdip price 计价'],
    ['请补充病组次均费用表（--group-means）', '请补充病组次均费用表'],
    ['；drgdip weights --check --weights 文件 可列出全部检查结果', ''],
    ['请加 --scheme 以还原，或重新导出', '请重新导出'],
    ['需要按患者关联时请用 --hash-patients SALT', '需要按患者关联时请给出加盐散列后的标识'],
  ],
  en: [
    ['Add it to the file, or map a column of yours to it with --profile', 'Add it to the cases'],
    [
      'Rename them, or map your columns with --profile (drgdip profile --in FILE writes one)',
      'Use the names of the canonical columns',
    ],
    ['Give a register with --register', 'Give a register (hospitals)'],
    [
      'give a table with --weights, or past cases with --history to make them (the paid year never weighs itself)',
      'give the weights of the groups (weights)',
    ],
    ['Give group-means.csv with --group-means', 'Take another policy, or price with drgdip price'],
    ['Complete the table of means (--group-means)', 'Complete the table of means'],
    ['; drgdip weights --check --weights FILE lists everything it finds', ''],
    ['Give --scheme to have them put back, or export again', 'Export them again'],
    [
      'Use --hash-patients SALT where stays of a patient must be told',
      'Send salted hashes where stays of a patient must be told',
    ],
  ],
};

/** The same sentences for one who has no command line at hand. */
export function inRequestWords<Told extends Text>(told: Told): Told {
  const worded = (language: 'zh' | 'en'): string =>
    REQUEST_SENTENCES[language].reduce((text, [found, said]) => text.replaceAll(found, said), told[language]);
  return { ...told, zh: worded('zh'), en: worded('en') };
}
