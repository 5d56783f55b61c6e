import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A command that is killed: its arguments for an output, and where its outputs lie below the folder of the round. */
export interface KilledCommand {
  readonly name: string;
  readonly outputs: readonly string[];
  readonly args: (folder: string) => readonly string[];
}

/** The three commands that write results, over a generated region. */
export function killedCommands(region: string): readonly KilledCommand[] {
  const file = (name: string): string => join(region, name);
  const rules = ['--history', file('history.csv'), '--register', file('register.csv'), '--policy', file('policy.yaml')];
  const common = ['--workers', '0', '--lang', 'en', '--quiet'];
  return [
    {
      name: 'group',
      outputs: ['groups.csv', 'groups.scheme.json'],
      args: (folder) => [
        ...['group', '--in', file('year.csv'), '--scheme', 'chs-drg-2.0', '--out', join(folder, 'groups.csv')],
        ...common,
      ],
    },
    {
      name: 'settle',
      outputs: ['settled'],
      args: (folder) => ['settle', '--in', file('year.csv'), ...rules, '--out', join(folder, 'settled'), ...common],
    },
    {
      name: 'simulate',
      outputs: ['compared'],
      args: (folder) => [
        ...['simulate', '--in', file('year.csv'), ...rules, '--reform', file('reform.yaml')],
        ...['--out', join(folder, 'compared'), ...common],
      ],
    },
  ];
}

/** One hash over a file, or over the names and bytes of a folder but its timings; undefined where there is none. */
export function contentOf(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const hash = createHash('sha256');
  const add = (place: string, name: string): void => {
    if (basename(place) === 'timings.json') return;
    if (statSync(place).isDirectory()) {
      for (const inner of readdirSync(place).sort()) add(join(place, inner), `${name}/${inner}`);
    } else hash.update(`${name}\0`).update(readFileSync(place));
  };
  add(path, '');
  return hash.digest('hex');
}

/** What a round left besides the outputs. */
export const leftIn = (folder: string, outputs: readonly string[]): readonly string[] =>
  readdirSync(folder).filter((name) => !outputs.includes(name));
