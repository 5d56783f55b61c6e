import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { openAnyScheme } from '../../schemes/open-any-scheme.js';
import { refuseFile, refuseInputAsOutput, writeFileAside } from '../output-folder.js';
import type { RegionRunOptions } from '../region-data.js';
import type { RunContext } from '../run-context.js';
import { OPTION_ERRORS } from '../run-errors.js';
import { timelineWith } from '../simulate-run.js';
import { type FilledWorkbook, fillWorkbook } from './fill-workbook.js';

/** True for a name that asks for a workbook back. */
export function isWorkbookName(name: string): boolean {
  return ['.xlsx', '.xlsm'].includes(extname(name).toLowerCase());
}

/**
 * Prices the cases of a workbook and writes the same workbook with the answers beside them. What a file of cases may
 * take besides (history, register, profile) has no place here.
 * @throws workbook_single, workbook_option, and the errors of fillWorkbook
 */
export async function runPriceWorkbook(
  options: RegionRunOptions,
  context: RunContext,
): Promise<Omit<FilledWorkbook, 'bytes'> & { readonly out: string }> {
  const { files, out, weights } = options;
  const [path] = files;
  if (path === undefined || files.length > 1) throw OPTION_ERRORS.workbook_single({ files: files.join(', ') });
  const unused = (['history', 'register', 'groupMeans', 'profile'] as const).find(
    (name) => options[name] !== undefined,
  );
  if (unused !== undefined) throw OPTION_ERRORS.workbook_option({ option: OPTION_NAMES[unused] });
  refuseFile(out);
  refuseInputAsOutput(out, [path, weights]);
  const timeline = timelineWith(options.policy, options.reforms ?? []);
  const scheme = openAnyScheme(timeline.segments.at(-1)!.policy.scheme);
  const { bytes, ...counts } = await fillWorkbook(
    { path, choose: () => ({ timeline, scheme }), weightFile: weights, repairs: 'offer' },
    context,
  );
  await writeFileAside(out, (aside) => writeFile(aside, bytes));
  return { out, ...counts };
}

const OPTION_NAMES = {
  history: '--history',
  register: '--register',
  groupMeans: '--group-means',
  profile: '--profile',
} as const;
