import { Agent, request } from 'node:http';

/** How one request ended: its status (0: the connection failed), and how long it took. */
export interface Answered {
  readonly status: number;
  readonly milliseconds: number;
  /** Seconds after which to come again, as the answer tells; NaN where it does not. */
  readonly retryAfter: number;
}

/** One POST over a connection of the agent. */
export function ask(agent: Agent, address: URL, body: string): Promise<Answered> {
  const start = performance.now();
  const end = (status: number, retryAfter = Number.NaN): Answered => ({
    ...{ status, retryAfter },
    milliseconds: performance.now() - start,
  });
  return new Promise((resolve) => {
    const asked = request(
      address,
      {
        agent,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        response.resume();
        const { statusCode = 0, headers } = response;
        response.on('end', () => resolve(end(statusCode, Number(headers['retry-after'] ?? Number.NaN))));
        response.on('error', () => resolve(end(0)));
      },
    );
    asked.on('error', () => resolve(end(0)));
    asked.end(body);
  });
}

/** As many requests a second as a few connections get answered when each asks again at once. */
export async function capacityOf(address: URL, body: string, connections: number, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const until = performance.now() + seconds * 1_000;
  let answered = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < until) {
      await ask(agent, address, body);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  agent.destroy();
  return answered / seconds;
}

/**
 * Sends so many requests a second whether or not the earlier ones are answered, over at most `most` connections; what
 * would need one more is not sent and told.
 */
export async function openLoad(
  address: URL,
  body: string,
  rate: number,
  seconds: number,
  most: number,
): Promise<{ readonly answers: readonly Answered[]; readonly unsent: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: most });
  const answers: Answered[] = [];
  const open = new Set<Promise<void>>();
  let unsent = 0;
  let owed = 0;
  const start = performance.now();
  let before = start;
  while (before - start < seconds * 1_000) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    const now = performance.now();
    owed += (rate * (now - before)) / 1_000;
    before = now;
    for (; owed >= 1; owed--) {
      if (open.size >= most) {
        unsent += 1;
        continue;
      }
      const one = ask(agent, address, body).then((answer) => {
        answers.push(answer);
        open.delete(one);
      });
      open.add(one);
    }
  }
  await Promise.all(open);
  agent.destroy();
  return { answers, unsent };
}

/** How many answers had each status. */
export function statuses(answers: readonly Answered[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}

/** The time within which a share of the answers came. */
export function quantileOf(answers: readonly Answered[], share: number): number {
  const times = answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
}
