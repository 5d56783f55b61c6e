import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readCases } from '../../src/cases/read/read-cases.js';
import { formatFormula } from '../../src/kernel/formula/format-formula.js';
import { BAND_VOCABULARY } from '../../src/kernel/formula/formula-language.js';
import { parseFormula } from '../../src/kernel/formula/parse-formula.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { loadPolicy, parsePolicy, parseReform } from '../../src/policy/load-policy.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { loadDip } from '../../src/schemes/dip/load-dip.js';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import { cleanCases } from '../cases/damage/clean-cases.js';
import { type Form, writeForm } from '../cases/damage/write-form.js';
import { TINY_DIP } from '../schemes/dip/tiny-dip.js';
import { TINY_FILES } from '../schemes/tiny-folder.js';

/** Something that reads what a stranger wrote. */
export interface FuzzTarget {
  readonly name: string;
  /** Its part of all inputs; cheap readers get more. */
  readonly share: number;
  /** Seeds that are mutated; a text or bytes. */
  readonly seeds: () => Promise<readonly Buffer[]>;
  /** Reads an input; a refusal is an EngineError, anything else is a fault. Throws where it takes what it must not. */
  readonly read: (input: Buffer) => unknown;
}

const text = (input: Buffer): string => input.toString('utf8');
const texts =
  (...all: string[]) =>
  async (): Promise<Buffer[]> =>
    all.map((one) => Buffer.from(one));

const FORMULAS = [
  'standard + 0.7 * (cost - 3 * standard)',
  'cost < 0.4 * standard ? cost : standard',
  'min(cost, standard * (1 + 0.1)) - max(0, cost / standard - 2) * rate',
  'not (cost >= standard) and ratio <= 0.5 or ratio > 2',
];
const REFORM = `id: x
title: {zh: 甲, en: A}
patches:
  - {path: outliers.bands.high.from, value: 2.5, until_date: 2026-06-30}
  - {path: outliers.bands.high.from, value: 3, from_date: 2026-07-01}
`;

function caseForm(form: Form): () => Promise<Buffer[]> {
  return async () => [Buffer.from(await writeForm(form, cleanCases(4)))];
}

/** A table that was read must still be a table: as many rows as it says, and nothing lost between. */
async function readFile(folder: string, ending: string, input: Buffer): Promise<void> {
  const path = join(folder, `fuzz${ending}`);
  writeFileSync(path, input);
  const { table, rejected, summary } = await readCases([path]);
  const gone = new Set(rejected.map(({ row }) => row)).size;
  if (summary.cases !== table.caseCount)
    throw new Error(`${summary.cases} cases are told, ${table.caseCount} are there`);
  if (summary.rejected !== gone) throw new Error(`${summary.rejected} rejected rows are told, ${gone} are there`);
  if (summary.rowsRead !== summary.cases + summary.rejected + summary.netted) throw new Error('a row was lost');
}

/** Reads a scheme folder of which one file is mutated: the first line names it; it is whole again at the end. */
function schemeTarget(
  name: string,
  folder: string,
  files: Readonly<Record<string, string>>,
  load: (folder: string) => unknown,
): FuzzTarget {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  return {
    name,
    share: 0.01,
    seeds: texts(...Object.entries(files).map(([file, content]) => `${file}\n${content}`)),
    read: (input) => {
      const named = text(input.subarray(0, input.indexOf(10)));
      const file = named in files ? named : 'scheme.yaml';
      writeFileSync(join(folder, file), input.subarray(input.indexOf(10) + 1));
      try {
        load(folder);
      } finally {
        writeFileSync(join(folder, file), files[file]!);
      }
    },
  };
}

/** Readers that need no server; each writes its scratch below `folder`. */
export function fuzzTargets(folder: string): readonly FuzzTarget[] {
  const policies = ['example-national-base', 'example-standard-8000', 'example-points-base', 'example-drg-linfen-2026'];
  const base = loadPolicy('demo-region');
  return [
    {
      name: 'formulas',
      share: 0.59,
      seeds: texts(...FORMULAS),
      read: (input) => {
        const tree = parseFormula(text(input), BAND_VOCABULARY);
        const written = formatFormula(tree);
        const again = formatFormula(parseFormula(written, BAND_VOCABULARY));
        if (again !== written) throw new Error(`read back as another formula: ${written} | ${again}`);
      },
    },
    {
      name: 'policies',
      share: 0.01,
      seeds: async () => policies.map((name) => readFileSync(join(packageRoot(), 'weights', name, 'policy.yaml'))),
      read: (input) => parsePolicy(text(input), 'p.yaml'),
    },
    {
      name: 'reforms',
      share: 0.03,
      seeds: texts(REFORM),
      read: (input) => resolveTimeline(base, [parseReform(text(input), 'r.yaml')]),
    },
    schemeTarget('scheme files', join(folder, 'tiny'), TINY_FILES, loadScheme),
    schemeTarget('catalogue files', join(folder, 'tiny-dip'), TINY_DIP, loadDip),
    { name: 'CSV', share: 0.03, seeds: caseForm('csv'), read: (input) => readFile(folder, '.csv', input) },
    { name: 'NDJSON', share: 0.02, seeds: caseForm('ndjson'), read: (input) => readFile(folder, '.ndjson', input) },
    { name: 'XLSX', share: 0.005, seeds: caseForm('xlsx'), read: (input) => readFile(folder, '.xlsx', input) },
    { name: 'HTML tables', share: 0.005, seeds: caseForm('html'), read: (input) => readFile(folder, '.xls', input) },
  ];
}
