import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { defineErrors, InputError } from '../kernel/errors.js';
import { COLUMN_SCHEMAS, columnSchema } from './columns.js';

const heading = z.union([z.string().min(1), z.number().transform(String)]);
const scalar = z.union([
  z.string(),
  z.number().transform(String),
  z.boolean().transform(String),
  z.null().transform(() => ''),
]);

/**
 * Which heading fills a column. One heading; for dx and px also several: a list, or the principal's heading apart from
 * the others. A range in braces stands for numbered headings: "C06X{01-40}C" is C06X01C … C06X40C.
 */
const source = z.union([
  heading,
  z.array(heading).min(1),
  z.strictObject({ principal: heading, others: z.union([heading.transform((one) => [one]), z.array(heading)]) }),
]);

const asciiSign = z.string().regex(/^(?:[\x21-\x7e]|\t|tab)$/);

/** How one kind of export is read: a small YAML file beside the data, or written for the user. */
export const IMPORT_PROFILE = z
  .strictObject({
    /** For people: which export this is. */
    name: z.string().optional(),
    /** Canonical column ← heading(s) of the file. Canonical headings need no line here. */
    columns: z.record(z.string(), source).default({}),
    /** Canonical column → text in the file → canonical value; "" is missing. */
    values: z.record(z.string(), z.record(z.string(), scalar)).default({}),
    /** Columns the file lacks, with one value for all rows. */
    constants: z.record(z.string(), scalar).default({}),
    /** Texts that mean "missing" in every column, e.g. "-" in HQMS files. */
    missing: z.array(scalar).default([]),
    /** Unit of all amounts: yuan, fen, or wan (万元). */
    money: z.enum(['yuan', 'fen', 'wan']).default('yuan'),
    /** Order of day, month and year where the year is not first; excel: serial numbers of the 1900 system. */
    dates: z.enum(['ymd', 'dmy', 'mdy', 'excel']).default('ymd'),
    /** Sign between the codes of one cell; by default any of | , ; */
    list_separator: asciiSign.optional(),
    /** Sign between cells of a text file; by default found from the heading. */
    separator: asciiSign.optional(),
    /** By default UTF-8 or GB18030, by content. */
    encoding: z.enum(['utf-8', 'gb18030', 'utf-16le', 'utf-16be']).optional(),
    /** Sheet of a workbook; by default the visible one whose headings match best. */
    sheet: z.string().optional(),
  })
  .superRefine((profile, context) => {
    for (const part of ['columns', 'values', 'constants'] as const) {
      for (const column of Object.keys(profile[part])) {
        if (columnSchema(column) === undefined) {
          context.addIssue({ code: 'custom', path: [part, column], message: 'unknown_column' });
        }
      }
    }
    for (const [column, from] of Object.entries(profile.columns)) {
      const kind = columnSchema(column)?.kind;
      if (kind !== undefined && kind !== 'codes' && typeof from !== 'string') {
        context.addIssue({ code: 'custom', path: ['columns', column], message: 'one_heading_only' });
      }
    }
  });

export type ImportProfile = z.output<typeof IMPORT_PROFILE>;

const ERRORS = defineErrors(InputError, {
  profile_not_found: {
    zh: '找不到导入配置（profile）文件。请核对路径。',
    en: 'there is no import profile at this path. Check the path.',
  },
  profile_not_yaml: {
    zh: '导入配置不是合法的 YAML：{problem}。请参照 examples/own-columns/profile.yaml 改正。',
    en: 'the import profile is not valid YAML: {problem}. Correct it; examples/own-columns/profile.yaml shows the form.',
  },
  profile_invalid: {
    zh: '导入配置的“{key}”有误：{zhProblem}。请改正。',
    en: 'the import profile is wrong at "{key}": {enProblem}. Correct it.',
  },
});

/**
 * Reads an import profile.
 * @throws profile_not_found, profile_not_yaml, profile_invalid (naming the key)
 */
export function loadProfile(path: string): ImportProfile {
  if (!existsSync(path)) throw ERRORS.profile_not_found({}, { path });
  let document: unknown;
  try {
    document = parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message.split('\n')[0]! : String(cause);
    throw ERRORS.profile_not_yaml({ problem }, { path, cause });
  }
  return parseProfile(document ?? {}, path);
}

/** Checks a profile given as data. `path` is named in errors. */
export function parseProfile(document: unknown, path: string): ImportProfile {
  const result = IMPORT_PROFILE.safeParse(document);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const key = issue.path.map(String).join('.') || 'profile';
  const [zhProblem, enProblem] = problemOf(issue);
  throw ERRORS.profile_invalid({ key, zhProblem, enProblem }, { path });
}

function problemOf(issue: z.core.$ZodIssue): [string, string] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return [`不认识的键 ${issue.keys.join('、')}`, `unknown key ${issue.keys.join(', ')}`];
    case 'invalid_value':
      return [`只能是 ${issue.values.join('、')}`, `must be one of ${issue.values.join(', ')}`];
    case 'custom':
      if (issue.message === 'unknown_column') {
        const names = COLUMN_SCHEMAS.map((schema) => schema.name).join(', ');
        return [`不是标准列名；标准列名有：${names}`, `not a canonical column; these are: ${names}`];
      }
      return [
        '只有 dx 和 px 可以由多列组成，这里应写一个列名',
        'only dx and px may come from several headings; give one',
      ];
    default:
      return [`类型或写法不对（${issue.message}）`, issue.message];
  }
}
