import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './time.mjs';

const main = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
const ROUNDS = 9;
const PROBE = `process.on('exit', () => require('node:fs').writeSync(3, JSON.stringify(process.cpuUsage())));`;
const ONE =
  'case_id,sex,age_years,age_days,birth_weight_g,los_days,discharge_type,dx,px\nE01,1,66,,,9,1,J18.900|J96.000,\n';

/** From nothing to one explained case and to one grouped case, against a Node process that does nothing. */
export function benchColdStart({ scheme, folder }) {
  const file = join(folder, 'one.csv');
  writeFileSync(file, ONE);
  const common = ['--scheme', scheme.id, '--in', file];
  const commands = {
    empty: ['-e', '0'],
    explain: [main, 'explain', ...common],
    group: [main, 'group', ...common, '--out', join(folder, 'one-group.csv'), '--workers', '0', '--quiet'],
  };
  const probe = join(folder, 'probe.cjs');
  writeFileSync(probe, PROBE);
  const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = -1; round < ROUNDS; round++) {
    for (const [name, args] of Object.entries(commands)) {
      const time = timeOf(args, probe);
      if (round >= 0) times[name].push(time);
    }
  }
  const of = (name) => ({
    wall: median(times[name].map(({ wall }) => wall)),
    cpu: median(times[name].map(({ cpu }) => cpu)),
  });
  const empty = of('empty');
  const line = (label, { wall, cpu }) =>
    `  ${label} ${Math.round(wall * 1000)} ms (processor ${Math.round(cpu * 1000)} ms)   ${(wall / empty.wall).toFixed(1)} × (processor ${(cpu / empty.cpu).toFixed(1)} ×)`;
  return [
    'cold start, scheme compiled beforehand',
    line('empty Node process      ', empty),
    line('drgdip explain, one case', of('explain')),
    line('drgdip group, one case  ', of('group')),
  ];
}

/** A process from start to end. It tells its own processor time, user and system, in its last moment. */
function timeOf(args, probe) {
  const start = performance.now();
  const run = spawnSync(process.execPath, ['--require', probe, ...args], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const wall = (performance.now() - start) / 1000;
  if (run.status !== 0) throw new Error(`failed: ${args.join(' ')}`);
  const { user, system } = JSON.parse(run.output[3].toString());
  return { wall, cpu: (user + system) / 1e6 };
}
