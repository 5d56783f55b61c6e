/** Median seconds of several rounds, after one round to warm up. Rounds of the contestants alternate, so that both meet the same machine. */
export async function medians(rounds, contestants) {
  const names = Object.keys(contestants);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const name of names) {
      const start = performance.now();
      await contestants[name]();
      if (round >= 0) times[name].push((performance.now() - start) / 1000);
    }
  }
  return Object.fromEntries(names.map((name) => [name, times[name].sort((a, b) => a - b)[Math.floor(rounds / 2)]]));
}

export const seconds = (value) => `${value.toPrecision(3)} s`;
export const perSecond = (cases, value) => `${(cases / value / 1e6).toPrecision(3)} M cases/s`;
