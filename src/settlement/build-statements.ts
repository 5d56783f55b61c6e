import type { Text } from '../kernel/errors.js';
import { formatFen, formatWhole } from '../policy/format-value.js';
import type { Policy } from '../policy/policy-schema.js';
import { METHOD_OUTLIER, METHOD_STANDARD, PAYMENT_METHODS } from '../pricing/priced-columns.js';
import type { CellIndex } from './cell-index.js';
import type { ClearingLine } from './clearing/clearing-state.js';
import { METHOD_WORDS, paidWords } from './method-words.js';
import type { QuotaUse } from './quota.js';
import { quotaPath } from './quota-rules.js';
import { specialTitles, supplementTitles } from './rule-titles.js';
import type { StatementLine } from './settlement.js';
import { standardWords } from './standard-words.js';
import { type CellSums, METHOD_COUNT } from './sum-cells.js';

export interface StatementContext {
  /** Of every stretch of the year. */
  readonly policies: readonly Policy[];
  readonly index: CellIndex;
  readonly sums: CellSums;
  readonly quotaUses: readonly QuotaUse[];
  /** What the steps of clearing wrote, in the policy's order. */
  readonly clearingLines: readonly ClearingLine[];
}

/**
 * The statements of all accounts (hospital × insurance), from claim to final payment (清算单). Terms add up to the next
 * total; notes enter nothing. The clearing steps stand in the policy's order; cash, which moves what is earned already,
 * stands below the final payment and leads to what is to be paid.
 */
export function buildStatements(context: StatementContext): StatementLine[] {
  const lines: StatementLine[] = [];
  const byAccount = Array.from({ length: context.index.accountCount }, (): ClearingLine[] => []);
  for (const line of context.clearingLines) byAccount[line.account]!.push(line);
  byAccount.forEach((own, account) => {
    lines.push(...accountLines(context, account, own));
  });
  return lines;
}

function accountLines(context: StatementContext, account: number, clearing: readonly ClearingLine[]): StatementLine[] {
  const { index, sums } = context;
  const first = index.accountStart[account]!;
  const hospitalId = index.hospitals[index.hospital[first]!]!;
  const insurance = index.insurances[index.insurance[first]!]!;
  const lines: StatementLine[] = [];
  const add = (
    line: string,
    role: StatementLine['role'],
    amountFen: number,
    formula: Text,
    policyPath: string,
    band = '',
  ) => {
    lines.push({ hospitalId, insurance, order: lines.length + 1, line, band, amountFen, role, formula, policyPath });
  };
  const total = (values: Float64Array) => {
    let sum = 0;
    for (let cell = first; cell < index.accountStart[account + 1]!; cell++) sum += values[cell]!;
    return sum;
  };
  const { cases, group_paid_cases: groupPaid } = sums.sums;
  const totalCost = total(sums.sums.total_cost);
  const recorded = total(sums.sums.recorded_fund);
  const standard = total(sums.sums.standard);
  const madeOf = standardWords(context.policies);
  add(
    'total_cost',
    'note',
    totalCost,
    words(
      `全部病例（${formatWhole(total(cases))} 例）的总费用`,
      `total charges of all cases (${formatWhole(total(cases))})`,
    ),
    'pools',
  );
  add(
    'patient',
    'note',
    total(sums.sums.patient),
    difference(
      '患者支付（按记录）= 总费用 − 统筹基金记账额',
      "patients' part as recorded = total charges − pooled fund",
      totalCost,
      recorded,
    ),
    'benefit.mode',
  );
  add(
    'recorded_fund',
    'note',
    recorded,
    words('按项目记账的统筹基金', 'pooled fund as recorded by item'),
    'benefit.mode',
  );
  add(
    'standard',
    'note',
    standard,
    words(
      `按病组支付病例（${formatWhole(total(groupPaid))} 例）的支付标准（${madeOf.zh}）之和`,
      `standard payments (${madeOf.en}) of group-paid cases (${formatWhole(total(groupPaid))})`,
    ),
    'rate',
  );
  addGroupTerms(context, account, add);
  addOtherTerms(context, account, add);
  addQuotaTerm(context, account, hospitalId, add);
  let running = totalOf(lines);
  add(
    'fund_before_clearing',
    'total',
    running,
    words('清算前基金支付 = 以上各项之和', 'fund before clearing = sum of the terms above'),
    'clearing.steps',
  );
  const putClearing = (kind: ClearingLine['kind']) => {
    for (const { line, role, amountFen, formula, policyPath, band, title, kind: own } of clearing) {
      if (own !== kind) continue;
      const named = title === undefined ? {} : { title };
      const order = lines.length + 1;
      lines.push({
        hospitalId,
        insurance,
        order,
        line,
        band,
        amountFen,
        role,
        formula: formula(),
        policyPath,
        ...named,
      });
    }
  };
  putClearing('payment');
  const before = running;
  running = totalOf(lines);
  add(
    'final_fund',
    'total',
    running,
    sumWords('基金最终支付', 'final fund payment', before, running - before),
    'clearing.steps',
  );
  add(
    'kept_or_borne',
    'note',
    running - recorded,
    difference(
      '结余（正）或超支（负）= 基金最终支付 − 按项目记账额',
      'kept (+) or borne (−) = final fund payment − recorded by item',
      running,
      recorded,
    ),
    'retention',
  );
  if (!clearing.some(({ kind }) => kind === 'cash')) return lines;
  putClearing('cash');
  const toPay = totalOf(lines);
  add('to_pay', 'total', toPay, sumWords('应拨付', 'to be paid', running, toPay - running), 'clearing.steps');
  return lines;
}

type AddLine = (
  line: string,
  role: StatementLine['role'],
  amountFen: number,
  formula: Text,
  path: string,
  band?: string,
) => void;

function totalOf(lines: readonly StatementLine[]): number {
  return lines.reduce((sum, line) => (line.role === 'term' ? sum + line.amountFen : sum), 0);
}

function addGroupTerms({ sums, policies }: StatementContext, account: number, add: AddLine): void {
  const titles = supplementTitles(policies);
  const added =
    titles.zh === '' ? words('', '') : words(`（含补偿：${titles.zh}）`, ` (with supplements: ${titles.en})`);
  for (const [method, line, zh, en, path] of [
    [METHOD_STANDARD, 'standard_fund', '按支付标准支付', 'paid the standard', 'benefit.fund_pays'],
    [METHOD_OUTLIER, 'outlier_fund', '按倍率分段支付', 'paid by an outlier band', 'outliers.bands'],
  ] as const) {
    const cases = sums.methodCases[account * METHOD_COUNT + method]!;
    if (cases === 0) continue;
    const formula = words(
      `${zh}的病例（${formatWhole(cases)} 例）：支付额${added.zh} − 患者支付（每例不低于 0）`,
      `cases ${en} (${formatWhole(cases)}): pay${added.en} − the patient's part (at least 0 each)`,
    );
    add(line, 'term', sums.methodFund[account * METHOD_COUNT + method]!, formula, path);
  }
}

function addOtherTerms({ sums, policies }: StatementContext, account: number, add: AddLine): void {
  PAYMENT_METHODS.forEach((name, method) => {
    const cases = sums.methodCases[account * METHOD_COUNT + method]!;
    const word = METHOD_WORDS[name];
    if (word === undefined || cases === 0) return;
    const paid = paidWords(name, policies);
    const titles = specialTitles(name, policies);
    const rules = titles.zh === '' ? words('', '') : words(`：${titles.zh}`, `: ${titles.en}`);
    const formula = words(
      `${word.zh}（${formatWhole(cases)} 例）的基金部分，${paid.zh}${rules.zh}`,
      `${word.en} (${formatWhole(cases)}): the fund's part, ${paid.en}${rules.en}`,
    );
    add(name, 'term', sums.methodFund[account * METHOD_COUNT + method]!, formula, word.path);
  });
}

function addQuotaTerm(context: StatementContext, account: number, hospitalId: string, add: AddLine): void {
  const uses = context.quotaUses.filter((use) => use.hospitalId === hospitalId);
  if (uses.length === 0) return;
  const zh = uses.map((use) =>
    use.base === 'region'
      ? `“${use.band}”${formatWhole(use.inBand)} 例，本机构排入 ${formatWhole(use.allowed)} 例（全地区 ${formatWhole(use.hospitalCases)} 例，限 ${formatWhole(use.regionAllowed!)} 例）`
      : `“${use.band}”${formatWhole(use.inBand)} 例，限 ${formatWhole(use.allowed)} 例（全院 ${formatWhole(use.hospitalCases)} 例）`,
  );
  const en = uses.map((use) =>
    use.base === 'region'
      ? `"${use.band}" ${formatWhole(use.inBand)} cases, ${formatWhole(use.allowed)} of this hospital come first (region of ${formatWhole(use.hospitalCases)}, ${formatWhole(use.regionAllowed!)} allowed)`
      : `"${use.band}" ${formatWhole(use.inBand)} cases, ${formatWhole(use.allowed)} allowed (of ${formatWhole(use.hospitalCases)})`,
  );
  add(
    'quota',
    'term',
    context.sums.quotaChange[account]!,
    words(
      `超出名额的病例改按${uses.every(({ kind }) => kind === 'band') ? '支付标准' : '普通价格'}：${zh.join('；')}`,
      `cases beyond the quota are paid ${uses.every(({ kind }) => kind === 'band') ? 'the standard' : 'their ordinary price'}: ${en.join('; ')}`,
    ),
    quotaPath({ kind: uses[0]!.kind, name: uses[0]!.band }),
    uses.map((use) => use.band).join(', '),
  );
}

const words = (zh: string, en: string): Text => ({ zh, en });

function difference(zh: string, en: string, from: number, less: number): Text {
  const inputs = `${formatFen(from)} − ${formatFen(less)} = ${formatFen(from - less)}`;
  return { zh: `${zh}：${inputs} 元`, en: `${en}: ${inputs} yuan` };
}

function sumWords(zh: string, en: string, first: number, second: number): Text {
  const inputs = `${formatFen(first)} + (${formatFen(second)}) = ${formatFen(first + second)}`;
  return { zh: `${zh} = ${inputs} 元`, en: `${en} = ${inputs} yuan` };
}
