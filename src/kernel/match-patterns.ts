import { bareCode } from './scheme-code.js';
import { sharedUint8 } from './shared-arrays.js';

const escapeText = (text: string) => text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');

/**
 * A pattern of codes or names: `*` any run of characters, all else as written. One that names no scheme fits a code of
 * any scheme: `GD29` fits `GD29@chs-drg-3.0` too (scheme-code.ts).
 */
export function patternExpression(pattern: string): RegExp {
  const ofScheme = pattern.includes('@') ? '' : '(?:@[a-z0-9][a-z0-9.-]*)?';
  return new RegExp(`^${pattern.split('*').map(escapeText).join('.*')}${ofScheme}$`, 'us');
}

/** 1 at each text that some pattern fits; "" (missing) fits none but an empty pattern written as such. */
export function maskOfPatterns(texts: readonly string[], patterns: readonly string[]): Uint8Array {
  const plain = new Set(patterns.filter((pattern) => !pattern.includes('*')));
  const expressions = patterns.filter((pattern) => pattern.includes('*')).map(patternExpression);
  const mask = sharedUint8(texts.length);
  texts.forEach((text, i) => {
    mask[i] =
      plain.has(text) || plain.has(bareCode(text)) || (text !== '' && expressions.some((one) => one.test(text)))
        ? 1
        : 0;
  });
  return mask;
}
