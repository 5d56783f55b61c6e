/**
 * Median seconds of several rounds, after one round to warm up: by the clock, and of processor time (user, all threads
 * of this process). Rounds of the contestants alternate, so that both meet the same machine; where others share it,
 * processor time is the steadier measure.
 * @returns {Promise<Record<string, {wall: number, cpu: number}>>}
 */
export async function medians(rounds, contestants) {
  const names = Object.keys(contestants);
  const times = Object.fromEntries(names.map((name) => [name, { wall: [], cpu: [] }]));
  for (let round = -1; round < rounds; round++) {
    for (const name of names) {
      const usage = process.cpuUsage();
      const start = performance.now();
      await contestants[name]();
      const wall = (performance.now() - start) / 1000;
      const cpu = process.cpuUsage(usage).user / 1e6;
      if (round < 0) continue;
      times[name].wall.push(wall);
      times[name].cpu.push(cpu);
    }
  }
  return Object.fromEntries(
    names.map((name) => [name, { wall: median(times[name].wall), cpu: median(times[name].cpu) }]),
  );
}

export function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

export const seconds = (value) => `${value.toPrecision(3)} s`;
export const perSecond = (cases, value) => `${(cases / value / 1e6).toPrecision(3)} M cases/s`;

/** Both measures in one line: what users wait for, and what it costs. */
export const both = ({ wall, cpu }) => `${seconds(wall).padEnd(8)} (processor ${seconds(cpu)})`;
/** How ours compares, by both measures. */
export const ratio = (ours, theirs) =>
  `ratio ${(ours.wall / theirs.wall).toFixed(2)} (processor ${(ours.cpu / theirs.cpu).toFixed(2)})`;
