import { readFileSync } from 'node:fs';
import { getAsset, isSea } from 'node:sea';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EngineError } from '../kernel/errors.js';
import { emitCells } from '../run/stdio/emit-cells.js';
import { openGrouping } from '../run/stdio/open-grouping.js';
import { openPackedScheme } from '../run/stdio/packed-schemes.js';
import { runStdio } from '../run/stdio/stdio-run.js';
import { ANY_SWITCHES } from '../schemes/any-switches.js';
import { keyValues, need } from './options.js';

/**
 * `drgdip stdio` as a program of one file (stdio --pack): code and schemes together, so that a worker node needs Node
 * and nothing else. It groups and emits cells; pricing needs files of a policy, and the whole program.
 */
const SEPARATORS: Readonly<Record<string, number | undefined>> = { auto: undefined, tab: 9, 'ctrl-a': 1 };
const HELP = `drgdip stdio, packed: a line of standard input is a case, a line of standard output its answer.
--columns NAMES [--output NAMES] [--scheme NAME] [--option KEY=VALUE]... [--escape none|backslash]
[--separator auto|tab|ctrl-a] [--chunk-header] [--emit rows|cells] [--quiet]
`;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});

try {
  await main();
} catch (error) {
  const isOurs = error instanceof EngineError;
  process.stderr.write(`error: ${isOurs ? error.text('en') : error instanceof Error ? error.message : error}\n`);
  process.exitCode = isOurs ? (error.entry.exit ?? 2) : 2;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      columns: { type: 'string' },
      output: { type: 'string' },
      scheme: { type: 'string' },
      option: { type: 'string', multiple: true },
      escape: { type: 'string', default: 'none' },
      separator: { type: 'string', default: 'auto' },
      'chunk-header': { type: 'boolean', default: false },
      emit: { type: 'string', default: 'rows' },
      quiet: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const names = (list: string): string[] => list.split(',').map((name) => name.trim());
  const one = <Value extends string>(option: string, value: string, allowed: readonly Value[]): Value => {
    keyValues([`${option}=${value}`], { [option]: allowed });
    return value as Value;
  };
  const form = {
    columns: names(need(values.columns, '--columns', 'stdio')),
    escaping: one('escape', values.escape, ['none', 'backslash']),
    separator: SEPARATORS[one('separator', values.separator, ['auto', 'tab', 'ctrl-a'])],
    hasChunkHeaders: values['chunk-header'],
    switches: keyValues(values.option, ANY_SWITCHES),
  };
  const scheme = openPackedScheme(programText(), values.scheme);
  const isCells = one('emit', values.emit, ['rows', 'cells']) === 'cells';
  const { rows, rejected } = isCells
    ? await emitCells({ ...form, scheme }, process.stdin, process.stdout)
    : await runStdio(
        openGrouping({ ...form, output: values.output === undefined ? undefined : names(values.output) }, scheme),
        process.stdin,
        process.stdout,
      );
  if (!values.quiet) process.stderr.write(`drgdip stdio: ${rows} rows, of which ${rejected} rejected\n`);
}

/** This program's own text, with its schemes. A single executable carries it besides, and is itself mostly Node. */
function programText(): string {
  return isSea() ? getAsset('program', 'utf8') : readFileSync(fileURLToPath(import.meta.url), 'utf8');
}
