const AMOUNT = /^([+-]?)(\d{1,15})(?:\.(\d{0,10}))?$/;

/**
 * The exact sum of amounts as texts, in their own unit. Blanks add nothing; "" where all are blank. A text that is no
 * plain amount comes back alone, for the row to be refused with it.
 *
 * @example addTexts(['0.10', '', '0.2']) is '0.30'
 */
export function addTexts(texts: readonly string[]): string {
  let sum = 0n;
  let scale = 0;
  let isAny = false;
  for (const text of texts) {
    if (text === '') continue;
    const match = AMOUNT.exec(text);
    if (match === null) return text;
    isAny = true;
    const fraction = match[3] ?? '';
    if (fraction.length > scale) {
      sum *= 10n ** BigInt(fraction.length - scale);
      scale = fraction.length;
    }
    const amount = BigInt(`${match[2]}${fraction.padEnd(scale, '0')}`);
    sum += match[1] === '-' ? -amount : amount;
  }
  if (!isAny) return '';
  const digits = String(sum < 0n ? -sum : sum).padStart(scale + 1, '0');
  const whole = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return sum < 0n ? `-${whole}` : whole;
}
