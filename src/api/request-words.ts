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
    ['请用 --day 给出日期', '请给出日期（day）'],
    [
      '请给出 --review（核查清单）、--persons（人员记分），或登记表中的考核得分 score',
      '请给出核查清单（review）、人员记分（persons），或登记表（hospitals）中的考核得分 score',
    ],
    ['可用 --bureau-columns 把现有表头对应过来', '请改用标准列名'],
    ['--bureau “', '“'],
    ['--records 的', 'records 的'],
    ['--vary “', 'vary “'],
    ['--goal “', 'goal “'],
    ['两个 --vary 都', '两个 vary 都'],
    ['个 --vary。', '个 vary。'],
    ['需要一个区间：--vary ', '需要一个区间：vary '],
    ['或加上 --goal', '或加上 goal'],
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
    ['Give a day with --day', 'Give a day (day)'],
    [
      'give --review (a review list), --persons (points on persons), or the column score in the register',
      'give a review list (review), points on persons (persons), or the column score in the register (hospitals)',
    ],
    ['Map your headings with --bureau-columns', 'Use the names of the canonical columns'],
    ['--bureau "', '"'],
    ['rows of --records', 'rows of records'],
    ['--vary "', 'vary "'],
    ['--goal "', 'goal "'],
    ['two --vary change', 'two vary change'],
    [' --vary were given', ' vary were given'],
    ['a range to look in: --vary ', 'a range to look in: vary '],
    ['or add --goal', 'or add goal'],
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
