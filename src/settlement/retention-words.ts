import { formatBand } from '../kernel/bands.js';
import type { Text } from '../kernel/errors.js';
import type { RetentionRule } from './retention-bands.js';

/** Which band, with its edges. */
export function bandWords(rule: RetentionRule, band: number): Text {
  if (band < 0) return { zh: '不在任何分段', en: 'in no band' };
  const { name } = rule.bands[band]!;
  return {
    zh: `分段“${name}” ${formatBand(rule.bands[band]!)}`,
    en: `band "${name}" ${formatBand(rule.bands[band]!)}`,
  };
}

const FORMULA_NAMES: Readonly<Record<string, string>> = {
  recorded: '记账额',
  standard: '标准',
  ratio: '记账额与标准之比',
};

/** A formula with its names in Chinese: `standard + 0.07 * standard` → 标准 + 0.07 × 标准. */
function formulaInChinese(formula: string): string {
  return formula
    .replace(/[A-Za-z_]+/g, (name) => (Object.hasOwn(FORMULA_NAMES, name) ? FORMULA_NAMES[name]! : name))
    .replaceAll('*', '×')
    .replaceAll('/', '÷')
    .replaceAll('-', '−');
}

/** What a band pays, as a formula in words. */
export function payWords(rule: RetentionRule, band: number): Text {
  const document = rule.documents[band];
  if (document?.pay === 'recorded') return { zh: '记账额', en: 'what was recorded' };
  if (document?.pay !== undefined && document.pay !== 'standard')
    return { zh: formulaInChinese(document.pay), en: document.pay };
  const share = document?.pay === undefined ? document?.fund_share_of_overrun : undefined;
  if (share === undefined) return { zh: '标准', en: 'the standard' };
  return { zh: `标准 + ${share} ×（记账额 − 标准）`, en: `standard + ${share} × (recorded − standard)` };
}
