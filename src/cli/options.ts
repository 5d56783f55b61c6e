import type { Command } from 'commander';
import type { Language } from '../kernel/errors.js';
import { OPTION_ERRORS } from '../run/run-errors.js';
import type { CommonOptions } from './context.js';

/** Descriptions of options that several commands share, once. */
const TEXTS = {
  in: ['--in <file...>', '病例文件（CSV、Parquet、XLSX）', 'file of cases (CSV, Parquet, XLSX)'],
  out: ['--out <path>', '输出文件或文件夹', 'file or folder to write'],
  scheme: ['--scheme <id>', '分组方案（名称或文件夹）', 'grouping scheme (name or folder)'],
  policy: ['--policy <file>', '政策文件（YAML，或 weights/ 下的名称）', 'policy (YAML file, or a name under weights/)'],
  reform: ['--reform <file...>', '改革方案（YAML，可多个叠加）', 'reform (YAML, several stack)'],
  history: ['--history <file...>', '历史病例，用于测算权重', 'past cases, to make the weights'],
  weights: ['--weights <file>', '权重表（CSV）', 'weight table (CSV)'],
  register: ['--register <file>', '医疗机构登记表（CSV）', 'register of hospitals (CSV)'],
  ledger: ['--ledger <file>', '拨付与扣款台账（CSV）', 'ledger of advances and deductions (CSV)'],
  population: [
    '--population <file>',
    '参保人口表（population.csv），医共体按人头总额用',
    'insured people (population.csv), for budgets per head of county communities',
  ],
  outpatient: [
    '--outpatient <file>',
    '门诊结算表（outpatient.csv），医共体含门诊、门诊慢特病待遇用',
    'visits (outpatient.csv), for communities and benefits that count them',
  ],
  groupMeans: [
    '--group-means <file>',
    '上年病组次均费用表（CSV），供费用偏差使用；不给则由历史病例计算',
    "last year's mean costs of groups (CSV), for cost deviation; without it they come from the history",
  ],
  against: [
    '--against <file>',
    '另一份政策（可为其他付费方式），在同一批病例上与 --policy 对比',
    'another policy, of any payment method, compared with --policy on the same cases',
  ],
  againstWeights: [
    '--against-weights <file>',
    '--against 政策的权重（分值）表；不给则由历史病例测算',
    'weight table of the policy of --against; without it weights come from the history',
  ],
  profile: [
    '--profile <file>',
    '导入配置（YAML），把自己的表头映射到标准列',
    'import profile (YAML), maps your headings to canonical columns',
  ],
  option: [
    '--option <key=value...>',
    '方案开关，如 unrelated_procedure=medical',
    'switch of the scheme, e.g. unrelated_procedure=medical',
  ],
  seed: ['--seed <n>', '随机种子', 'seed of random numbers'],
  cases: ['--cases <n>', '当年病例数', 'cases in the year'],
  rejected: [
    '--rejected <file>',
    '被拒收的行及原因的清单（默认在输出旁边）',
    'list of rejected rows and why (beside the output by default)',
  ],
  statements: [
    '--statements',
    '另为每家医院写出清算单（XLSX、网页、CSV），在 statements/ 下',
    'also write a statement for each hospital (XLSX, HTML, CSV), below statements/',
  ],
  detail: ['--detail <file>', '逐例明细：被忽略的编码', 'detail by case: codes that were ignored'],
} as const;

export type SharedOption = keyof typeof TEXTS;

/** Adds shared options by name, then those every command has. */
export function addOptions(command: Command, language: Language, names: readonly SharedOption[]): Command {
  for (const name of names) command.option(TEXTS[name][0], language === 'zh' ? TEXTS[name][1] : TEXTS[name][2]);
  return addCommonOptions(command, language);
}

export function addCommonOptions(command: Command, language: Language): Command {
  const zh = language === 'zh';
  return command
    .option(
      '--workers <n>',
      zh ? '工作线程数（0 为本线程；默认等于核数）' : 'worker threads (0: this thread; default: all cores)',
    )
    .option('--lang <zh|en>', zh ? '语言' : 'language')
    .option('--quiet', zh ? '不显示进度' : 'no progress')
    .option('--json', zh ? '在标准输出打印机器可读的结果' : 'print a machine-readable result on stdout')
    .helpOption('-h, --help', zh ? '显示帮助' : 'show help');
}

/** Examples under a command's help. */
export function addExamples(command: Command, language: Language, examples: readonly string[]): void {
  command.addHelpText(
    'after',
    `\n${language === 'zh' ? '示例：' : 'Examples:'}\n${examples.map((line) => `  $ ${line}`).join('\n')}\n`,
  );
}

/** The value of an option that the command cannot do without; an empty text (`--out "$UNSET"`) is none. @throws option_missing */
export function need<Value>(value: Value | undefined, option: string, command: string): Value {
  if (value === undefined || value === '') throw OPTION_ERRORS.option_missing({ option, command });
  return value;
}

/** A whole number option within a range. @throws option_value */
export function wholeNumber(
  text: string | undefined,
  option: string,
  least: number,
  most: number,
  fallback: number,
): number {
  if (text === undefined) return fallback;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) {
    throw OPTION_ERRORS.option_value({ option, value: text, expected: `${least} … ${most}` });
  }
  return value;
}

/** key=value pairs of --option. @throws option_value */
export function keyValues(
  pairs: readonly string[] | undefined,
  allowed: Readonly<Record<string, readonly string[]>>,
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const pair of pairs ?? []) {
    const [key = '', value = ''] = pair.split('=', 2);
    const choices = Object.hasOwn(allowed, key) ? allowed[key] : undefined;
    if (choices === undefined || !choices.includes(value)) {
      const expected = Object.entries(allowed)
        .map(([name, list]) => `${name}=${list.join('|')}`)
        .join(', ');
      throw OPTION_ERRORS.option_value({ option: '--option', value: pair, expected });
    }
    values[key] = value;
  }
  return values;
}

export type Options = CommonOptions &
  Readonly<Partial<Record<Exclude<SharedOption, 'in' | 'reform' | 'history' | 'option' | 'statements'>, string>>> &
  Readonly<{ statements?: true }> &
  Readonly<Partial<Record<'in' | 'reform' | 'history' | 'option', readonly string[]>>>;
