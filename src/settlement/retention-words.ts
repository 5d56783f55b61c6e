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

/** What a band pays, as a formula in words. */
export function payWords(rule: RetentionRule, band: number): Text {
  const document = rule.documents[band];
  if (document?.pay === 'recorded') return { zh: '记账额', en: 'what was recorded' };
  if (document?.pay !== undefined && document.pay !== 'standard') return { zh: document.pay, en: document.pay };
  const share = document?.pay === undefined ? document?.fund_share_of_overrun : undefined;
  if (share === undefined) return { zh: '标准', en: 'the standard' };
  return { zh: `标准 + ${share} ×（记账额 − 标准）`, en: `standard + ${share} × (recorded − standard)` };
}
