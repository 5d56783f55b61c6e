import { type Decimal, formatDecimal } from '../../kernel/decimal.js';
import type { Text } from '../../kernel/errors.js';
import { type Rational, roundRational } from '../../kernel/formula/rational.js';
import { formatFen, groupThousands } from '../../policy/format-value.js';
import type { Policy } from '../../policy/policy-schema.js';
import { UNIT_DECIMALS } from '../../pricing/priced-columns.js';
import type { PointValue } from '../clearing-results.js';
import type { FloatingRule } from './floating-rule.js';

/** "2026", "2026-Q1", "2026-03". */
export function periodName(year: number, { period }: Pick<FloatingRule, 'period'>, index: number): string {
  if (period === 'year') return String(year);
  return period === 'quarter' ? `${year}-Q${index + 1}` : `${year}-${String(index + 1).padStart(2, '0')}`;
}

/** A fraction as a decimal of at most `decimals` places, trailing zeros gone beyond two: "12,500.00"; "…" where it goes on. */
export function formatRational(value: Rational, decimals = 6): string {
  const digits = roundRational(value, decimals);
  const text = formatDecimal({ digits: Number(digits), scale: decimals });
  const isExact = digits * value.denominator === value.numerator * 10n ** BigInt(decimals);
  const short = isExact ? text.replace(/(\.\d\d\d*?)0+$/, '$1') : `${text}…`;
  const point = short.indexOf('.');
  return groupThousands(short.slice(0, point)) + short.slice(point);
}

/** Units × 10^8 as a plain number: "1,000", "0.50". */
export function formatUnits(unitsScaled: bigint): string {
  const text = formatRational({ numerator: unitsScaled, denominator: 10n ** BigInt(UNIT_DECIMALS) }, UNIT_DECIMALS);
  return text.replace(/\.00$/, '');
}

const UNIT_WORDS: Readonly<Record<Policy['method'], Text>> = {
  'drg-rate': { zh: '权重', en: 'weight' },
  'drg-points': { zh: '点数', en: 'points' },
  dip: { zh: '分值', en: 'score' },
};

interface AccountSums {
  readonly units: bigint;
  readonly worthFen: number;
  readonly cases: number;
  readonly costFen: number;
  readonly patientFen: number;
  readonly extraFen: number;
  readonly openingFen: number;
}

/** The line of an account: how the pool's value came about, and what it makes of the account's units. */
export function pointValueWords(policy: Policy, rule: FloatingRule, value: PointValue, own: AccountSums): Text {
  const unit = UNIT_WORDS[policy.method];
  const pool = poolWords(rule, value, unit);
  const isTotal = rule.form === 'total';
  const closing = formatRational(value.value);
  const worth = `${formatUnits(own.units)} × ${closing} = ${formatFen(own.worthFen)}`;
  const recorded = formatFen(own.costFen - own.patientFen);
  const extra = own.extraFen === 0 ? '' : ` + ${formatFen(own.extraFen)}`;
  const fund = own.worthFen + own.extraFen - (isTotal ? own.patientFen : 0);
  const less = isTotal ? ` − (${formatFen(own.costFen)} − ${recorded})` : '';
  const sum = less === '' && extra === '' ? '' : `；${formatFen(own.worthFen)}${less}${extra} = ${formatFen(fund)}`;
  const change = `${formatFen(fund)} − ${formatFen(own.openingFen)} = ${formatFen(fund - own.openingFen)}`;
  return {
    zh: `${pool.zh}；本机构${unit.zh} ${worth}${sum === '' ? '' : `${sum}（${[isTotal ? '减患者负担' : '', extra === '' ? '' : '加不浮动部分'].filter((part) => part !== '').join('、')}）`}；与按预算值计价之差 = ${change} 元`,
    en: `${pool.en}; this hospital's ${unit.en} ${worth}${sum === '' ? '' : `${sum.replace('；', '; ')} (${[isTotal ? "less the patients' part" : '', extra === '' ? '' : 'with what does not float'].filter((part) => part !== '').join(', ')})`}; difference from the opening value = ${change} yuan`,
  };
}

function poolWords(rule: FloatingRule, value: PointValue, unit: Text): Text {
  const [budget, carved, units] = [
    formatFen(value.budgetFen),
    formatFen(value.carvedOutFen),
    formatUnits(value.unitsScaled),
  ];
  const charges = rule.form === 'total' ? `${formatFen(value.costFen)} − ${formatFen(value.recordedFen)} + ` : '';
  const sum = `(${charges}${budget} − ${carved}) ÷ ${units} = ${formatRational(value.floating)}`;
  const elastic =
    rule.kind === 'elastic'
      ? `${rule.formulaText} (fixed ${formatOpening(value.opening)}, floating ${formatRational(value.floating)}) = ${formatRational(value.value)}`
      : '';
  const limited =
    rule.kind === 'floating' && formatRational(value.value) !== formatRational(value.floating)
      ? formatRational(value.value)
      : '';
  const zhParts = rule.form === 'total' ? '总费用 − 记账 + 预算 − 组外' : '预算 − 组外';
  const enParts = rule.form === 'total' ? 'charges − recorded + budget − carve-outs' : 'budget − carve-outs';
  const zhElastic = elastic.replaceAll('fixed', '固定值').replaceAll('floating', '浮动值').replaceAll('*', '×');
  return {
    zh: `${value.period} 结算值 =（${zhParts}）÷ ${unit.zh}合计 = ${sum}${limited === '' ? '' : `，按上下限取 ${limited}`}${elastic === '' ? '' : `；弹性：${zhElastic}`}`,
    en: `closing value of ${value.period} = (${enParts}) / Σ ${unit.en} = ${sum}${limited === '' ? '' : `, held at ${limited}`}${elastic === '' ? '' : `; elastic: ${elastic}`}`,
  };
}

const formatOpening = (value: Decimal): string => {
  const [whole, fraction] = formatDecimal(value).split('.');
  return groupThousands(whole!) + (fraction === undefined ? '' : `.${fraction}`);
};
