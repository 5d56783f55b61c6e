import type { RejectedRow } from '../../cases/read/read-result.js';
import type { MonitorFacts } from '../../indicators/monitor/monitor-facts.js';
import type { Finding } from '../../kernel/finding.js';
import type { ResultTable } from '../../kernel/result-table.js';
import type { RegionInput } from '../region-data.js';
import type { LoadedRules } from './load-monitor-rules.js';
import type { MonitorFiles } from './monitor-files.js';

/** What was made before it is written. */
export interface Monitored {
  readonly facts: MonitorFacts;
  readonly tables: readonly ResultTable[];
  readonly review: ResultTable;
  readonly files: MonitorFiles;
  readonly rules: LoadedRules;
  readonly scheme: { readonly id: string; readonly hash: string };
  readonly policy: { readonly id: string; readonly hash: string } | undefined;
  readonly inputs: readonly RegionInput[];
  readonly rejected: readonly RejectedRow[];
  readonly rowsRead: number;
  readonly findings: readonly Finding[];
}
