import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { refusePipe } from '../../kernel/refuse-pipe.js';
import { AUXILIARY_ERRORS } from './auxiliary-errors.js';
import { type CodePattern, readCodePattern } from './code-mask.js';
import { readAuxiliaryFile } from './read-auxiliary-file.js';

const text = z.string().min(1);
const whole = z.coerce.number().int();
const flag = z.enum(['true', 'false', 'yes', 'no']).transform((word) => word === 'true' || word === 'yes');
const names = z.array(text).min(1);

/** Whole numbers of a case that classes may look at. */
export const CLASS_NUMBERS = [
  'los_days',
  'age_years',
  'age_days',
  'icu_days',
  'ventilation_hours',
  'birth_weight_g',
  'admission_weight_g',
] as const;

/** Edges say who owns them: ≤ 3 days is `to: 3, to_included: true`, < 3 days `to: 3`. */
const range = z.strictObject({
  from: whole.optional(),
  from_included: flag.default(true),
  to: whole.optional(),
  to_included: flag.default(false),
});

const tests = z.strictObject({
  /** Names of lists: the principal, one of the others, any diagnosis, no diagnosis, any procedure is on one of them. */
  principal: names.optional(),
  others: names.optional(),
  diagnoses: names.optional(),
  no_diagnosis: names.optional(),
  procedures: names.optional(),
  discharge_types: z.array(whole).min(1).optional(),
  numbers: z.partialRecord(z.enum(CLASS_NUMBERS), range).optional(),
});

/** Codes written out, or a file with a column `code` (and `class`, of which one is taken). */
const codes = z.union([z.array(text).min(1), z.strictObject({ file: text, class: text.optional() })]);

const listSchema = z.strictObject({
  format: z.literal('drgdip-auxiliary/1'),
  id: text,
  title: z.strictObject({ zh: text, en: text }),
  provenance: z.strictObject({ document: text, trust: text, note: text.optional() }),
  lists: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), codes).default({}),
  /** First that holds. A case that meets none is 0. */
  classes: z
    .array(z.strictObject({ class: whole.min(1).max(32_767), name: text, zh: text, en: text, when: tests }))
    .min(1),
});

type ClassFile = z.infer<typeof listSchema>;
export type ClassTests = ClassFile['classes'][number]['when'];

/** A list that a city brings (严重程度、肿瘤、年龄 … 辅助目录): classes in order, and the codes that they name. */
export interface ClassList {
  readonly id: string;
  readonly title: ClassFile['title'];
  readonly provenance: ClassFile['provenance'];
  readonly classes: ClassFile['classes'];
  readonly lists: ReadonlyMap<string, readonly CodePattern[]>;
  /** The files that it was read from, for the identity of a run. */
  readonly files: readonly string[];
}

/**
 * Reads a list of classes and the files of codes that it names.
 * @param file  relative to `folder`
 * @throws auxiliary_file_missing, auxiliary_shape, auxiliary_list_unknown, auxiliary_list_empty, auxiliary_code_invalid
 */
export function readClassList(file: string, folder: string): ClassList {
  const path = resolve(folder, file);
  const { lists, ...rest } = readAuxiliaryFile(path, file, listSchema);
  const files = [path];
  const patterns = new Map<string, readonly CodePattern[]>();
  for (const [name, stated] of Object.entries(lists)) {
    let texts: readonly string[];
    if (Array.isArray(stated)) texts = stated;
    else {
      const codesPath = join(dirname(path), stated.file);
      if (!files.includes(codesPath)) files.push(codesPath);
      texts = codesOfFile(codesPath, stated.file, stated.class, name);
    }
    patterns.set(
      name,
      texts.map((code) => patternOf(code, name)),
    );
  }
  for (const { name, when } of rest.classes) {
    const used = [when.principal, when.others, when.diagnoses, when.no_diagnosis, when.procedures].flatMap(
      (list) => list ?? [],
    );
    const unknown = used.find((list) => !patterns.has(list));
    if (unknown === undefined) continue;
    const known = [...patterns.keys()].join(', ');
    throw AUXILIARY_ERRORS.auxiliary_list_unknown({ class: name, list: unknown, known: known || '—' }, { path: file });
  }
  return { ...rest, lists: patterns, files };
}

function patternOf(code: string, list: string): CodePattern {
  const pattern = readCodePattern(code);
  if (pattern === undefined) throw AUXILIARY_ERRORS.auxiliary_code_invalid({ code, list });
  return pattern;
}

/** One code a line, or a CSV with the columns code and class; lines that begin with # are left out. */
function codesOfFile(path: string, asked: string, wanted: string | undefined, list: string): string[] {
  if (!existsSync(path)) throw AUXILIARY_ERRORS.auxiliary_file_missing({ file: asked, folder: dirname(asked) });
  refusePipe(path);
  const lines = new TextDecoder('utf-8')
    .decode(readFileSync(path))
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split(',').map((cell) => cell.trim().replace(/^"|"$/g, '')));
  const headings = (lines[0] ?? []).map((heading) => heading.toLowerCase());
  const code = headings.indexOf('code');
  const ofClass = headings.indexOf('class');
  const rows = code < 0 ? lines : lines.slice(1);
  const codes = rows
    .filter((row) => wanted === undefined || row[ofClass] === wanted)
    .map((row) => row[Math.max(0, code)] ?? '');
  if (codes.length === 0) throw AUXILIARY_ERRORS.auxiliary_list_empty({ list, file: asked });
  return codes;
}
