import type { GroupPayment, WeightClass } from '../weight-table.js';
import type { WeightImportProfile } from './weight-import-profile.js';

const CLASSES: readonly (readonly [RegExp, WeightClass])[] = [
  [/^(?:非稳定|不稳定)(?:病?组)?$/, 'unstable'],
  [/^稳定(?:病?组)?$/, 'stable'],
  [/^(?:历史)?空(?:病?组)$/, 'empty'],
  [/^未覆盖(?:病?组)?$/, 'uncovered'],
  [/^激励(?:病?组)?$/, 'incentive'],
  [/^疑难(?:病?组)?$/, 'complex'],
  [/^基础(?:病?组)?$/, 'basic'],
  [/^基层(?:病?组)?$/, 'primary_care'],
];

/** Classes that a label names (several joined by 、 / , ; +), and the words that are none. */
export function readClasses(
  text: string,
  profile: WeightImportProfile,
): { readonly classes: readonly WeightClass[]; readonly unknown: readonly string[] } {
  const classes: WeightClass[] = [];
  const unknown: string[] = [];
  for (const word of text.normalize('NFKC').split(/[、/,;+|\s]+/)) {
    if (word === '') continue;
    const own = Object.hasOwn(profile.classes, word) ? profile.classes[word] : undefined;
    const found = own ?? CLASSES.find(([pattern]) => pattern.test(word))?.[1];
    if (found === undefined) unknown.push(word);
    else if (!classes.includes(found)) classes.push(found);
  }
  return { classes, unknown };
}

const YES = /^(?:是|√|✓|✔|1|y|yes|true)$/i;
const NO = /^(?:否|×|x|0|n|no|false|[-—–/]+)?$/i;

/** true, false, or undefined for a word that is neither. */
export function readFlag(text: string): boolean | undefined {
  const plain = text.normalize('NFKC').trim();
  if (YES.test(plain)) return true;
  return NO.test(plain) ? false : undefined;
}

const PAYMENTS: readonly (readonly [RegExp, GroupPayment])[] = [
  [/^(?:暂|暂时|暂定)?(?:按|实行)?项目(?:付费|支付|结算)$/, 'by_item'],
  [/^(?:暂|暂时)?据实(?:付费|支付|结算)$/, 'by_item'],
  [/^(?:暂|暂时)?(?:按|实行)?床日(?:付费|支付|结算)?$/, 'by_day'],
];
const SPEAKS_OF_PAYMENT = /项目|据实|床日|付费|支付|结算/;
/** Payment by groups is what a weight is for. */
const BY_GROUP = /^(?:按|实行)?(?:病组|病种|drg|dip)(?:付费|支付|结算)$/i;

/** How a note changes the payment; `unsure` where it speaks of payment in other words. */
export function readPayment(text: string, profile: WeightImportProfile): GroupPayment | 'unsure' | undefined {
  const plain = text.normalize('NFKC').replace(/[\s。.]/g, '');
  if (plain === '' || BY_GROUP.test(plain)) return undefined;
  const own = Object.hasOwn(profile.payments, text.trim()) ? profile.payments[text.trim()] : undefined;
  if (own !== undefined) return own === 'weight' ? undefined : own;
  const found = PAYMENTS.find(([pattern]) => pattern.test(plain))?.[1];
  return found ?? (SPEAKS_OF_PAYMENT.test(plain) ? 'unsure' : undefined);
}
