import type { FastifySchemaCompiler } from 'fastify';
import { z } from 'zod';
import { parseDay } from '../kernel/day.js';
import { API_ERRORS } from './api-errors.js';
import type { FieldProblem } from './problem.js';

const MOST_TOLD = 20;
const PART_PREFIX: Readonly<Record<string, string>> = { params: '/path', querystring: '/query', headers: '/headers' };
const LOCALES = { zh: z.locales.zhCN().localeError, en: z.locales.en().localeError };

const NO_DAY = 'is no day of the calendar';

/** A day such as 2026-03-01. */
export const daySchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((text) => parseDay(text) !== undefined, NO_DAY);

/** Rules that a schema adds to zod's own speak English; the same in Chinese. */
const OWN_RULES_ZH: Readonly<Record<string, string>> = {
  'exactly one of value, scale, add': '应恰好写 value、scale、add 之一',
  [NO_DAY]: '日历上没有这一天',
};

/**
 * Checks each part of a request by its zod schema. Every wrong field is told with its place, in both languages; values
 * are not repeated, since they may be a patient's.
 */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  const prefix = PART_PREFIX[httpPart ?? ''] ?? '';
  return (data: unknown) => {
    if (httpPart === 'body' && (data === undefined || data === null)) return { error: API_ERRORS.body_missing() };
    const result = schema.safeParse(data);
    if (result.success) return { value: result.data };
    return { error: requestError(schema, data, prefix) };
  };
};

function requestError(schema: z.ZodType, data: unknown, prefix: string): Error {
  const issues = (language: 'zh' | 'en'): readonly z.core.$ZodIssue[] =>
    schema.safeParse(data, { error: LOCALES[language] }).error!.issues.flatMap((issue) => deepest(issue));
  const zh = issues('zh');
  const all = issues('en').map((issue, index): FieldProblem => {
    const path = `${prefix}/${issue.path.map((part) => pointerPart(String(part))).join('/')}`;
    return { path, zh: sentence(zh[index]!, 'zh'), en: sentence(issue, 'en') };
  });
  const fields = all.slice(0, MOST_TOLD);
  const listed = (language: 'zh' | 'en'): string =>
    [...fields.map((field) => `${field.path} ${field[language]}`), ...(all.length > MOST_TOLD ? ['…'] : [])].join(
      language === 'zh' ? '；' : '; ',
    );
  return API_ERRORS.request_invalid(
    { count: all.length, problems_zh: listed('zh'), problems_en: listed('en') },
    { cause: fields },
  );
}

/** One issue a place: each unknown name for itself, and of the forms that a value may have the one that was meant. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ ...issue, keys: [key], path: [...issue.path, key] }));
  }
  if (issue.code !== 'invalid_union') return [issue];
  // Meant was the form whose faults lie deepest.
  const depth = (branch: readonly z.core.$ZodIssue[]): number => Math.max(0, ...branch.map((part) => part.path.length));
  const best = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0];
  if (best === undefined || depth(best) === 0) return [issue];
  return best.flatMap((part) => deepest({ ...part, path: [...issue.path, ...part.path] }));
}

/** The sentence of zod; for a value that fits none of several types, the types themselves. */
function sentence(issue: z.core.$ZodIssue, language: 'zh' | 'en'): string {
  if (issue.code === 'unrecognized_keys') return language === 'zh' ? '没有此项' : 'is not known';
  if (issue.code === 'custom' && language === 'zh') return OWN_RULES_ZH[issue.message] ?? issue.message;
  if (issue.code !== 'invalid_union') return language === 'zh' ? inChinese(issue.message) : issue.message;
  const types = new Set(
    issue.errors.flatMap((branch) => branch.map((part) => ('expected' in part ? part.expected : ''))),
  );
  types.delete('');
  if (issue.discriminator !== undefined && 'options' in issue && Array.isArray(issue.options)) {
    for (const option of issue.options) types.add(JSON.stringify(option));
  }
  if (types.size === 0) return issue.message;
  return language === 'zh'
    ? `应为 ${[...types].map(inChinese).join('、')} 之一`
    : `expected ${[...types].join(' or ')}`;
}

/** Names of types that the Chinese sentences leave as they are in programs. */
const TYPES_ZH: Readonly<Record<string, string>> = {
  array: '数组',
  object: '对象',
  record: '对象',
  string: '文本',
  number: '数',
  int: '整数',
  integer: '整数',
  boolean: '布尔值',
  null: '空值',
  undefined: '未给出',
};

const inChinese = (words: string): string =>
  words.replace(/(?<!["\w])[a-z]+(?!["\w])/g, (word) => (Object.hasOwn(TYPES_ZH, word) ? TYPES_ZH[word]! : word));

const pointerPart = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');
