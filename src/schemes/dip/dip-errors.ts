import { defineErrors, type EngineError, SchemeError } from '../../kernel/errors.js';
import type { Finding } from '../../kernel/finding.js';

/** Ways a DIP folder or table can be wrong as a whole; problems of single rows are findings that `dip_wrong` lists. */
export const DIP_ERRORS = defineErrors(SchemeError, {
  dip_wrong: {
    zh: '病种目录有 {count} 处错误，未使用：\n{list}',
    en: 'the catalogue has {count} errors and is not used:\n{list}',
  },
  dip_column_missing: {
    zh: '缺少列“{column}”（现有：{headings}）。请补上该列，或在对照文件中写明它的列名。',
    en: 'the column "{column}" is missing (there are: {headings}). Add it, or name its heading in the profile.',
  },
  dip_pattern: {
    zh: '列表中的“{token}”不是诊断编码式。可用写法：A09、A09.0、A09.000x001、A15-A16、*（任意病例）。',
    en: '"{token}" is no diagnosis pattern. Write A09, A09.0, A09.000x001, A15-A16 or * (every case).',
  },
  dip_code_unlisted: {
    zh: '编码式“{token}”在有效编码表中没有对应编码。请改正，或在 codes.acknowledged 中写明理由。',
    en: 'pattern "{token}" matches no valid code. Correct it, or acknowledge the code with its reason in codes.acknowledged.',
  },
  dip_other_method: {
    zh: '方案“{id}”的支付方式是 {found}，此处需要 {expected} 方案。请改用 {expected} 方案。',
    en: 'scheme "{id}" is a {found} scheme; a {expected} scheme is needed here. Name a {expected} scheme.',
  },
  dip_fallback_absent: {
    zh: '口径 {option}=fallback 要求把病例归入兜底组，但方案“{id}”没有兜底组（core 为 fallback 的病种），它不会起作用。请在目录中加上兜底组，或改为 {option}=ungrouped。',
    en: '{option}=fallback sends cases to fallback groups, but scheme "{id}" has none (entries with core "fallback"), so it would do nothing. Add fallback groups to the catalogue, or set {option}=ungrouped.',
  },
  dip_profile: {
    zh: '对照文件的“{key}”有误：{problem}。写法见 docs/dip.md。',
    en: 'the profile has a wrong "{key}": {problem}. docs/dip.md describes profiles.',
  },
});

/** Raises all errors among findings as one, each language with its own sentences. */
export function refuseWrongRows(findings: readonly Finding[]): void {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  const shown = errors.slice(0, MOST_SHOWN);
  const rest = errors.length > shown.length ? '\n…' : '';
  const list = (language: 'zh' | 'en') => shown.map((one) => `${one.path}: ${one[language]}`).join('\n') + rest;
  const raised = DIP_ERRORS.dip_wrong();
  const { entry } = raised;
  const texts = {
    zh: entry.zh.replace('{list}', () => list('zh')),
    en: entry.en.replace('{list}', () => list('en')),
  };
  const details = { count: errors.length };
  throw new (raised.constructor as typeof EngineError)(raised.code, { ...entry, ...texts }, details);
}

const MOST_SHOWN = 50;
