import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportProfile } from '../../cases/import-profile.js';
import type { RejectedRow } from '../../cases/read/read-result.js';
import { readRegisterFile } from '../../cases/read-register-file.js';
import { writeRejected } from '../../cases/write/write-rejected.js';
import type { InStayCard } from '../../indicators/in-stay/in-stay-cards.js';
import { inStayTable } from '../../indicators/in-stay/in-stay-table.js';
import type { Day } from '../../kernel/day.js';
import { sha256 } from '../../kernel/hash.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { CAVEAT } from '../../report/report-model.js';
import { writeTablesWorkbook } from '../../report/workbook/write-tables-workbook.js';
import { writeTableCsv } from '../../report/write-table-csv.js';
import { writeTableParquet } from '../../report/write-table-parquet.js';
import { loadAnyScheme } from '../../schemes/load-any-scheme.js';
import { openAnyScheme } from '../../schemes/open-any-scheme.js';
import { engineVersion } from '../engine-version.js';
import { GROUPING_COLUMNS, readStage } from '../group-stages.js';
import { refuseFolder, refuseInputAsOutput, writeFolderAside } from '../output-folder.js';
import { checkSchemesAndWeights } from '../read-scenario-weights.js';
import { REGION_COLUMNS } from '../region-data.js';
import type { RunContext } from '../run-context.js';
import { OPTION_ERRORS } from '../run-errors.js';
import { timelineWith } from '../simulate-run.js';
import { inStayColumns, inStayScenario, loadInStayAlerts, refuseBudgetRate } from './in-stay-scenario.js';

export interface InStayRunOptions {
  readonly files: readonly string[];
  readonly policy: string;
  readonly reforms?: readonly string[] | undefined;
  readonly weights?: string | undefined;
  readonly register?: string | undefined;
  readonly profile?: ImportProfile | undefined;
  /** Only this patient. */
  readonly caseId?: string | undefined;
  readonly day?: Day | undefined;
  readonly alerts?: string | undefined;
  /** Folder for the table; absent: nothing is written. */
  readonly out?: string | undefined;
}

export interface InStayRunResult {
  readonly cards: readonly InStayCard[];
  readonly table: ResultTable;
  readonly folder: string | undefined;
  readonly rejected: readonly RejectedRow[];
}

/**
 * Pre-grouping of patients not yet discharged (在院预分组): one or a ward. Written where asked as CSV, Parquet and XLSX.
 * @throws case_not_found, and what reading, grouping and pricing throw
 */
export async function runInStay(options: InStayRunOptions, context: RunContext): Promise<InStayRunResult> {
  const { files, out, weights, register, alerts: alertFile } = options;
  if (out !== undefined) {
    refuseFolder(out, 'in-stay');
    refuseInputAsOutput(out, [...files, weights, register, alertFile, options.policy, ...(options.reforms ?? [])]);
  }
  const alerts = loadInStayAlerts(alertFile);
  const timeline = timelineWith(options.policy, options.reforms ?? []);
  const { policy } = timeline.segments.at(-1)!;
  refuseBudgetRate(timeline);
  checkSchemesAndWeights(timeline, weights, undefined);
  const scheme = openAnyScheme(policy.scheme);
  const profile: { profile?: ImportProfile } = options.profile === undefined ? {} : { profile: options.profile };
  const columns = [...new Set([...GROUPING_COLUMNS, ...REGION_COLUMNS, ...inStayColumns(timeline)])];
  const required = ['case_id', 'dx', 'hospital_id', 'insurance'];
  const read = await readStage(files, scheme, { columns, required, ...profile }, context);
  const { cards: all, scenario } = await inStayScenario(
    {
      table: read.table,
      register: register === undefined ? new Map() : await readRegisterFile(register, policy.year),
      timeline,
      weights,
      document: loadAnyScheme(policy.scheme),
      alerts,
      day: options.day,
    },
    context,
  );
  const { caseId } = options;
  const cards = caseId === undefined ? all : all.filter((card) => card.caseId === caseId);
  if (caseId !== undefined && cards.length === 0) throw OPTION_ERRORS.case_not_found({ case: caseId });
  const table = inStayTable(cards);
  const rejected = [...read.rejected, ...read.unmatched];
  if (out !== undefined) {
    await writeFolderAside(out, 'in-stay', async (aside) => {
      const names = ['in_stay.csv', 'in_stay.parquet', 'in_stay.xlsx'];
      await writeTableCsv(join(aside, names[0]!), table);
      await writeTableParquet(join(aside, names[1]!), table);
      await writeTablesWorkbook(join(aside, names[2]!), table.schema.title, [table], context.language);
      if (rejected.length > 0) {
        await writeRejected(join(aside, 'rejected.csv'), rejected);
        names.push('rejected.csv');
      }
      const manifest = {
        tool: 'drgdip',
        version: engineVersion(),
        kind: 'in-stay',
        caveat: `${CAVEAT.zh} / ${CAVEAT.en}`,
        inputs: read.summary.files.map(({ name, sha256: hash }) => ({ role: 'cases', name, sha256: hash })),
        scheme: { id: scenario.scheme.id, hash: scenario.scheme.hash },
        policy: { id: timeline.id, hash: timeline.hash },
        alerts,
        files: Object.fromEntries(names.sort().map((name) => [name, sha256(readFileSync(join(aside, name)))])),
      };
      writeFileSync(join(aside, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    });
  }
  return { cards, table, folder: out, rejected };
}
