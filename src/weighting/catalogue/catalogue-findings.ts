import { type Details, fillText, type Text } from '../../kernel/errors.js';
import type { Finding } from '../../kernel/finding.js';

interface FindingEntry extends Text {
  readonly severity: Finding['severity'];
}

/** What a person should look at; every code may stand once a row or once a catalogue. */
const CATALOGUE_FINDINGS = {
  catalogue_class_unknown: {
    severity: 'error',
    zh: '手术操作 {code} 的治疗方式“{found}”无法识别，应为：保守、诊断性操作、治疗性操作、手术（conservative, diagnostic, therapeutic, surgical）。请改正。',
    en: 'the treatment class "{found}" of procedure {code} is unknown; known ones are conservative, diagnostic, therapeutic and surgical. Correct it.',
  },
  catalogue_class_doubled: {
    severity: 'error',
    zh: '手术操作 {code} 出现两次且治疗方式不同（先为 {first}，此处为 {found}）。请只保留一行。',
    en: 'procedure {code} stands twice with different classes (first {first}, here {found}). Keep one row.',
  },
  catalogue_procedure_no_case: {
    severity: 'warning',
    zh: '手术操作 {code} 不在有效编码表中，历史病例也没有，任何病例都不会带有它，未采用。请改正编码或删去该行。',
    en: 'procedure {code} is in no list of valid codes and no case of the history has it: no case can carry it, and the row is not used. Correct the code or remove the row.',
  },
  catalogue_score_zero: {
    severity: 'error',
    zh: '病种 {code} 的次均费用 {mean} 元相对基准过小，分值舍入后为 {score}。分值必须大于 0：请用 --decimals 增加小数位，或核对这些病例的费用。',
    en: 'the mean cost {mean} of {code} is so small beside the base that its score is rounded to {score}. A score is above 0: ask for more --decimals, or check the costs of these cases.',
  },
  catalogue_core_share_low: {
    severity: 'warning',
    zh: '核心病种只覆盖 {share} 的病例，通常应超过 85%。可降低 --threshold，或用 --coverage 让程序选取。',
    en: 'core entries cover only {share} of the cases; more than 85 % is usual. Lower --threshold, or let --coverage choose it.',
  },
  catalogue_coverage_missed: {
    severity: 'warning',
    zh: '门槛降到每年 1 例，核心病种也只覆盖 {share}，未达到要求的 {wanted}。请把 --principal 放宽，或降低 --coverage。',
    en: 'even at one case a year core entries cover only {share}, less than the {wanted} asked for. Widen --principal, or lower --coverage.',
  },
  catalogue_cv_high: {
    severity: 'warning',
    zh: '{count} 个病种的 CV 大于 {most}，请复核（entries.csv 的 review 列）：{codes}',
    en: '{count} entries have a CV above {most}; review them (column review of entries.csv): {codes}',
  },
  catalogue_few_recent: {
    severity: 'warning',
    zh: '{count} 个核心病种最近一年不足 {threshold} 例，请复核是否保留：{codes}',
    en: '{count} core entries have fewer than {threshold} cases in the last year; review whether they stay: {codes}',
  },
  catalogue_few_kept: {
    severity: 'warning',
    zh: '{count} 个病种裁剪后不足 {least} 例，分值不稳：{codes}',
    en: '{count} entries have fewer than {least} cases after trimming, and their scores are unstable: {codes}',
  },
  catalogue_year_gap: {
    severity: 'note',
    zh: '{count} 个病种在某些年度没有病例，均值按有病例的年度折算：{codes}',
    en: '{count} entries have years without a case; their means are over the years that have some: {codes}',
  },
  catalogue_unclassed: {
    severity: 'warning',
    zh: '{cases} 个病例的主要手术操作没有治疗方式（{count} 个编码，最多的：{codes}），按“未分类的操作”归入综合病种。请在 --classes 文件中补上。',
    en: 'the leading procedure of {cases} cases has no treatment class ({count} codes, the most frequent: {codes}); they count as "procedure" in comprehensive groups. Add them to the file of --classes.',
  },
  catalogue_blank_empty: {
    severity: 'note',
    zh: '空白组 {code} 没有历史病例，因此没有分值；落入其中的病例按政策的 ungrouped 支付。',
    en: 'the blank group {code} has no past case and hence no score; cases that fall into it are paid by `ungrouped` of the policy.',
  },
} as const satisfies Record<string, FindingEntry>;

export type CatalogueFindingCode = keyof typeof CATALOGUE_FINDINGS;

export function catalogueFinding(code: CatalogueFindingCode, path: string, details: Details): Finding {
  const entry: FindingEntry = CATALOGUE_FINDINGS[code];
  return { code, severity: entry.severity, path, zh: fillText(entry.zh, details), en: fillText(entry.en, details) };
}
