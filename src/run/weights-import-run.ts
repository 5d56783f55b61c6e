import { basename } from 'node:path';
import { readTableSheets } from '../cases/read/read-table-sheets.js';
import { compareDecimals, decimalToNumber, formatDecimal } from '../kernel/decimal.js';
import { openScheme } from '../schemes/open-scheme.js';
import { importPublishedWeights, type PublishedWeights } from '../weighting/import/import-published-weights.js';
import { loadWeightImportProfile, parseWeightImportProfile } from '../weighting/import/weight-import-profile.js';
import { writeWeightTable } from '../weighting/write-weight-table.js';
import { refuseFile, refuseInputAsOutput, writeFileAside } from './output-folder.js';
import { OPTION_ERRORS } from './run-errors.js';

export interface WeightsImportOptions {
  readonly file: string;
  readonly out: string;
  readonly profile: string | undefined;
  /** heading=value pairs: only rows with these texts. */
  readonly where: readonly string[] | undefined;
  readonly scheme: string | undefined;
}

export interface WeightsImportResult extends PublishedWeights {
  /** undefined: an error among the findings, nothing was written. */
  readonly out: string | undefined;
  /** Of the groups that have a weight; undefined where none has. */
  readonly weights:
    | { readonly count: number; readonly least: string; readonly mean: number; readonly most: string }
    | undefined;
}

/**
 * Reads a weight table as a city publishes it and writes it in our form, unless something in it is an error.
 * @throws errors of reading the file, the profile and the scheme; option_value for a condition without =
 */
export async function runWeightsImport(options: WeightsImportOptions): Promise<WeightsImportResult> {
  const { file, out } = options;
  refuseFile(out);
  refuseInputAsOutput(out, [file, options.profile]);
  const profile =
    options.profile === undefined ? parseWeightImportProfile({}, '') : loadWeightImportProfile(options.profile);
  const { sheets, sha256 } = await readTableSheets(file);
  const published = importPublishedWeights(sheets, {
    file: basename(file),
    sha256,
    profile: { ...profile, where: { ...profile.where, ...conditions(options.where) } },
    catalogue: options.scheme === undefined ? undefined : openScheme(options.scheme).catalogue,
  });
  const isRefused = published.findings.some((finding) => finding.severity === 'error');
  if (!isRefused) await writeFileAside(out, async (aside) => writeWeightTable(aside, published.table));
  return { ...published, out: isRefused ? undefined : out, weights: weightRange(published) };
}

function conditions(pairs: readonly string[] | undefined): Record<string, string> {
  const found: Record<string, string> = {};
  for (const pair of pairs ?? []) {
    const sign = pair.indexOf('=');
    if (sign <= 0) throw OPTION_ERRORS.option_value({ option: '--where', value: pair, expected: 'heading=value' });
    found[pair.slice(0, sign).trim()] = pair.slice(sign + 1).trim();
  }
  return found;
}

function weightRange({ table }: PublishedWeights): WeightsImportResult['weights'] {
  const weights = table.rows.flatMap((row) => (row.weight === undefined ? [] : [row.weight])).sort(compareDecimals);
  if (weights.length === 0) return undefined;
  const sum = weights.reduce((total, weight) => total + decimalToNumber(weight), 0);
  return {
    count: weights.length,
    least: formatDecimal(weights[0]!),
    mean: sum / weights.length,
    most: formatDecimal(weights.at(-1)!),
  };
}
