import { z } from 'zod';
import { COLUMN_SCHEMAS } from '../../cases/columns.js';
import type { AnySwitches } from '../../schemes/any-scheme.js';
import { ANY_SWITCHES } from '../../schemes/any-switches.js';

/** A spreadsheet stops at 2,048 characters of an address; programs may send more. */
const LONGEST_TEXT = 4_000;
const text = z.string().max(LONGEST_TEXT);

/** What every address of a cell may carry. */
export const cellManners = {
  errors: z
    .enum(['status', 'text'])
    .default('status')
    .describe(
      'text: a failure is answered with 200 and a text that begins with #错误 or #error; spreadsheets show that',
    ),
  lang: z.enum(['zh', 'en']).default('zh').describe('language of such texts'),
  unit: z.enum(['yuan', 'wan']).default('yuan').describe('of amounts: yuan, or 万元 (10,000 yuan)'),
  rev: text
    .exactOptional()
    .describe('counted for nothing and given back as x-revision: another one makes a spreadsheet ask again'),
  key: text.exactOptional().describe('a key that only reads, where the server asks for keys'),
};

const columns = Object.fromEntries(
  COLUMN_SCHEMAS.map(({ name, kind, label }) => [
    name,
    text.exactOptional().describe(`${label.zh}; ${label.en}${kind === 'codes' ? '; codes joined by |' : ''}`),
  ]),
) as Record<string, z.ZodExactOptional<z.ZodString>>;
const switches = Object.fromEntries(
  Object.entries(ANY_SWITCHES).map(([name, values]) => [
    name,
    z.enum(values).exactOptional().describe('switch of the scheme'),
  ]),
);

/** One case in an address: canonical columns, the scheme's switches, and the policy to price it under. */
export const caseCellQuery = z.strictObject({
  scheme: text.exactOptional().describe('name of a scheme that comes with the program'),
  policy: text
    .exactOptional()
    .describe('name of a policy that comes with the program, or of a YAML file in the data folder'),
  weights: text.exactOptional().describe('weights of the groups in question: ES31:0.8123|FT25:0.5'),
  labels: z.enum(['code', 'name', 'both']).default('code').describe('of a group: its code, its name, or both'),
  ...cellManners,
  ...columns,
  ...switches,
});
export type CaseCellQuery = z.infer<typeof caseCellQuery>;

/** The columns of the case that stand in an address; empty ones are missing. */
export function caseOf(query: CaseCellQuery): { readonly headings: string[]; readonly rows: string[][] } {
  const given = query as Readonly<Record<string, string | undefined>>;
  const names = COLUMN_SCHEMAS.map(({ name }) => name).filter((name) => given[name] !== undefined);
  const headings = [...new Set(['case_id', 'dx', ...names])];
  return { headings, rows: [headings.map((name) => given[name] ?? (name === 'case_id' ? '1' : ''))] };
}

export function switchesOf(query: CaseCellQuery): AnySwitches {
  const given = query as Readonly<Record<string, string | undefined>>;
  return Object.fromEntries(
    Object.keys(ANY_SWITCHES).flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
  ) as AnySwitches;
}
