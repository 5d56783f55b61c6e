import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { needsProgram } from '../needs-program.js';

/**
 * Folder with the classes of Hive: DRGDIP_HIVE names it. Undefined, with the reason printed, where there is none; in
 * continuous integration that is a failure, unless they could not be had there (`unreachable`).
 */
export function needsHive(): string | undefined {
  if (needsProgram('java') === undefined) return undefined;
  const named = process.env.DRGDIP_HIVE;
  if (named !== undefined && existsSync(named)) {
    if (readdirSync(named).some((file) => file.startsWith('hive-cli-'))) return named;
  }
  const reason = 'skipped: no classes of Hive (test/engines/hive-pom.xml says how; DRGDIP_HIVE names their folder)';
  if (process.env.DRGDIP_REQUIRE_ALL !== undefined && named !== 'unreachable') throw new Error(reason);
  console.warn(reason);
  return undefined;
}

/** Packages of Java into which this Hive looks from outside. */
const OPENED = ['lang', 'net', 'util', 'nio', 'util.concurrent', 'util.concurrent.atomic', 'util.regex', 'time', 'io'];

export interface HiveAnswer {
  readonly status: number | null;
  /** Rows as printed: values by TAB. */
  readonly rows: readonly string[];
  readonly stderr: string;
}

/** Runs statements in a Hive of one process, with its metastore and its jobs in it and all its files in the folder. */
export function runHive(
  classes: string,
  folder: string,
  statements: string,
  variables: Readonly<Record<string, string>>,
): HiveAnswer {
  const settings = {
    'javax.jdo.option.ConnectionURL': `jdbc:derby:;databaseName=${join(folder, 'metastore')};create=true`,
    'datanucleus.schema.autoCreateAll': 'true',
    'hive.metastore.schema.verification': 'false',
    'hive.metastore.warehouse.dir': join(folder, 'warehouse'),
    'hive.exec.scratchdir': join(folder, 'scratch'),
    'hive.exec.local.scratchdir': join(folder, 'local-scratch'),
    'hadoop.tmp.dir': join(folder, 'hadoop'),
    'fs.defaultFS': 'file:///',
    'hive.execution.engine': 'mr',
    'mapreduce.framework.name': 'local',
    'hive.stats.autogather': 'false',
    'hive.notification.event.poll.interval': '0',
  };
  const pairs = (option: string, values: Readonly<Record<string, string>>): string[] =>
    Object.entries(values).flatMap(([name, value]) => [option, `${name}=${value}`]);
  const args = [
    '-Xmx1200m',
    `-Dhive.log.dir=${folder}`,
    `-Djava.io.tmpdir=${folder}`,
    ...OPENED.map((name) => `--add-opens=java.base/java.${name}=ALL-UNNAMED`),
    ...['-cp', join(classes, '*'), 'org.apache.hadoop.hive.cli.CliDriver'],
    ...pairs('--hiveconf', settings),
    ...pairs('--hivevar', variables),
    ...['-f', statements],
  ];
  const java = needsProgram('java')!;
  const { status, stdout, stderr } = spawnSync(java, args, { cwd: folder, encoding: 'utf8', timeout: 500_000 });
  return { status, rows: stdout.split('\n').filter((line) => line !== ''), stderr };
}
