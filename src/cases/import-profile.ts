import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { defineErrors, InputError } from '../kernel/errors.js';
import { refusePipe } from '../kernel/refuse-pipe.js';
import { COLUMN_SCHEMAS, type ColumnSchema, columnSchema } from './columns.js';
import { readProfileYaml } from './profiles/read-profile-yaml.js';
import { shippedProfileNames, shippedProfilePath } from './profiles/shipped-profiles.js';

const heading = z.union([z.string().min(1), z.number().transform(String)]);
const scalar = z.union([
  z.string(),
  z.number().transform(String),
  z.boolean().transform(String),
  z.null().transform(() => ''),
]);

/** A heading, or several of which the first that the file has is taken. */
const alternatives = z.union([heading.transform((one) => [one]), z.array(heading).min(1)]);

/**
 * Which heading fills a column. One heading, or:
 * - for dx, px and dx_on_admission a list, or the principal's heading apart from the others. A range in braces stands
 *   for numbered headings: "C06X{01-40}C" is C06X01C … C06X40C;
 * - any: the first of these headings that the file has;
 * - join: texts of several cells put together (a record number and the count of the stay make a case id);
 * - duration: one cell "days/hours/minutes" as whole hours; or days, hours, minutes in cells of their own;
 * - sum: amounts of several cells added up;
 * - from, less: an amount less another, where the file holds the two and not their difference. Missing where either is.
 */
const source = z.union([
  heading,
  z.array(heading).min(1),
  z.strictObject({ principal: heading, others: z.union([heading.transform((one) => [one]), z.array(heading)]) }),
  z.strictObject({ any: z.array(heading).min(1) }),
  z.strictObject({ join: z.array(heading).min(2), sign: z.string().max(3).default('-') }),
  z.strictObject({ duration: heading }),
  z.strictObject({ days: heading, hours: heading, minutes: heading.optional() }),
  z.strictObject({ sum: z.array(heading).min(1) }),
  z.strictObject({ from: alternatives, less: alternatives }),
]);

export type HeadingSource = z.output<typeof source>;

/** A table with a row a diagnosis or procedure, put to its stay by a key. */
const childTable = z.strictObject({
  /** Heading of the key in this table, where it differs. */
  key: heading.optional(),
  code: heading,
  /** Which rows stand first: a heading and its texts. Without it the order of the file counts. */
  principal: z.strictObject({ heading, values: z.array(scalar).min(1) }).optional(),
  /** Only rows with these texts count, by heading (Western diagnoses among others). */
  only: z.record(z.string(), z.array(scalar)).default({}),
  /** Present on admission, for diagnoses. */
  on_admission: heading.optional(),
});

export type ChildTableProfile = z.output<typeof childTable>;

/** A table with a row a kind of payment or charge (基金支付、收费项目), put to its stay by a key and added up. */
const amountTable = z.strictObject({
  /** For people and messages. */
  name: z.string().min(1),
  /** Heading of the key in this table, where it differs. */
  key: heading.optional(),
  kind: heading,
  amount: heading,
  /** Canonical column → kinds that are added up in it; a kind may be in several. */
  into: z.record(z.string(), z.array(scalar).min(1)),
  /** Column that gets all rows of a stay, whatever their kind. */
  total: z.string().optional(),
  /** What a kind means that a stay with other rows has no row of: nothing was paid, or not known. */
  not_listed: z.enum(['missing', 'zero']).default('missing'),
});

export type AmountTableProfile = z.output<typeof amountTable>;

const crosswalk = z.strictObject({
  /** CSV or TSV with the columns from, to and perhaps name; the path counts from the profile's folder. */
  diagnoses: z.string().min(1).optional(),
  procedures: z.string().min(1).optional(),
  /** A code that stands in both editions with another meaning: rows with it are refused until this is said. */
  ambiguous: z.enum(['refuse', 'convert', 'keep']).default('refuse'),
});

const asciiSign = z.string().regex(/^(?:[\x21-\x7e]|\t|tab)$/);
const listSign = z.string().regex(/^(?:[\x21-\x7e，；、｜]|\t|tab)$/);

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
    /** Sign between the codes of one cell; by default any of | , ; and their full-width forms. */
    list_separator: listSign.optional(),
    /** Sign between cells of a text file; by default found from the heading. */
    separator: asciiSign.optional(),
    /** By default UTF-8 or GB18030, by content. */
    encoding: z.enum(['utf-8', 'gb18030', 'utf-16le', 'utf-16be']).optional(),
    /** Sheet of a workbook; by default the visible one whose headings match best. */
    sheet: z.string().optional(),
    /** A heading named here that the file lacks: refuse it, or go without the column (exports of differing width). */
    absent: z.enum(['refuse', 'skip']).optional(),
    /** Names beside codes in one cell ("I10.x00 高血压"): part of the code, or taken off. */
    names_beside_codes: z.enum(['keep', 'remove']).optional(),
    /** Codes of the file's edition to codes of the scheme's, by tables of the user's own. */
    crosswalk: crosswalk.optional(),
    /** The export is several tables; `key` is the heading that joins them. */
    tables: z
      .strictObject({
        key: heading,
        diagnoses: childTable.optional(),
        procedures: childTable.optional(),
        /** Columns of amounts that the table of stays has itself win over these. */
        amounts: z.array(amountTable).default([]),
      })
      .optional(),
    /** patient_key is replaced by its SHA-256 with this salt before it. */
    hash_patients: z.string().min(1).optional(),
  })
  .superRefine((profile, context) => {
    for (const part of ['columns', 'values', 'constants'] as const) {
      for (const column of Object.keys(profile[part])) {
        if (columnSchema(column) === undefined) {
          context.addIssue({ code: 'custom', path: [part, column], message: 'unknown_column' });
        }
      }
    }
    profile.tables?.amounts.forEach(({ into, total }, index) => {
      for (const column of [...Object.keys(into), ...(total === undefined ? [] : [total])]) {
        if (columnSchema(column)?.kind === 'money') continue;
        context.addIssue({ code: 'custom', path: ['tables', 'amounts', index, 'into', column], message: 'not_money' });
      }
    });
    for (const [column, from] of Object.entries(profile.columns)) {
      const schema = columnSchema(column);
      if (schema !== undefined && !isFormAllowed(from, schema)) {
        context.addIssue({ code: 'custom', path: ['columns', column], message: 'form_not_for_column' });
      }
    }
  });

function isFormAllowed(from: HeadingSource, schema: ColumnSchema): boolean {
  if (typeof from === 'string' || 'any' in from) return true;
  if (Array.isArray(from) || 'principal' in from) return schema.kind === 'codes' || schema.name === 'dx_on_admission';
  if ('join' in from) return schema.kind === 'text' || schema.kind === 'dictionary';
  if ('sum' in from || 'from' in from) return schema.kind === 'money';
  return schema.kind === 'integer' && schema.unit === 'hours';
}

export type ImportProfile = z.output<typeof IMPORT_PROFILE>;

const ERRORS = defineErrors(InputError, {
  profile_not_found: {
    zh: '找不到导入配置（profile）文件。请核对路径；也可写内置配置的名称：{names}。',
    en: 'there is no import profile at this path. Check the path, or give the name of one that is shipped: {names}.',
  },
  profile_not_yaml: {
    zh: '导入配置不是合法的 YAML：{problem}。请参照 examples/own-columns/profile.yaml 改正。',
    en: 'the import profile is not valid YAML: {problem}. Correct it; examples/own-columns/profile.yaml shows the form.',
  },
  profile_invalid: {
    zh: '导入配置的“{key}”有误：{problem_zh}。请改正。',
    en: 'the import profile is wrong at "{key}": {problem_en}. Correct it.',
  },
});

/**
 * Reads an import profile: a path, or the name of a shipped one (examples/profiles/NAME.yaml). Paths inside it count
 * from its own folder.
 * @throws profile_not_found, profile_not_yaml, profile_invalid (naming the key)
 */
export function loadProfile(pathOrName: string): ImportProfile {
  const path = existsSync(pathOrName) ? pathOrName : shippedProfilePath(pathOrName);
  if (path === undefined) {
    throw ERRORS.profile_not_found({ names: shippedProfileNames().join(', ') }, { path: pathOrName });
  }
  refusePipe(path);
  let document: unknown;
  try {
    document = readProfileYaml(readFileSync(path, 'utf8'));
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message.split('\n')[0]! : String(cause);
    throw ERRORS.profile_not_yaml({ problem }, { path, cause });
  }
  const profile = parseProfile(document ?? {}, path);
  if (profile.crosswalk === undefined) return profile;
  const { diagnoses, procedures, ambiguous } = profile.crosswalk;
  const absolute = (file: string): string => resolve(dirname(path), file);
  return {
    ...profile,
    crosswalk: {
      ambiguous,
      ...(diagnoses === undefined ? {} : { diagnoses: absolute(diagnoses) }),
      ...(procedures === undefined ? {} : { procedures: absolute(procedures) }),
    },
  };
}

/** Checks a profile given as data. `path` is named in errors. */
export function parseProfile(document: unknown, path: string): ImportProfile {
  const result = IMPORT_PROFILE.safeParse(document);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const key = issue.path.map(String).join('.') || 'profile';
  const [zhProblem, enProblem] = problemOf(issue);
  throw ERRORS.profile_invalid({ key, problem_zh: zhProblem, problem_en: enProblem }, { path });
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
      if (issue.message === 'not_money') {
        const names = COLUMN_SCHEMAS.filter((schema) => schema.kind === 'money').map((schema) => schema.name);
        return [`不是金额列；金额列有：${names.join(', ')}`, `not a column of amounts; these are: ${names.join(', ')}`];
      }
      return [
        '这种写法不能用于该列：多列只用于 dx、px、dx_on_admission，join 只用于文本列，sum 与 from/less 只用于金额列，duration 只用于小时数；这里应写一个表头',
        'this form is not for this column: lists are for dx, px and dx_on_admission, join for texts, sum and from/less for amounts, duration for hours; give one heading',
      ];
    default:
      return [`类型或写法不对（${issue.message}）`, issue.message];
  }
}
