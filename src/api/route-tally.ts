/** Seconds: a case is grouped within the first two, a hundred thousand within the last. */
const BUCKETS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];

const COUNT = 'drgdip_http_requests_total';
const DURATION = 'drgdip_http_request_duration_seconds';

/**
 * What one route has answered, in plain numbers. The library of the other figures checks and hashes their labels at each
 * observation, which costs a twentieth of grouping a case.
 */
export class RouteTally {
  private readonly counts = new Map<string, Map<number, { count: number }>>();
  private readonly buckets = new Float64Array(BUCKETS.length + 1);
  private seconds = 0;

  /** @param route  as it was declared, never an address, which may name a patient */
  constructor(readonly route: string) {}

  add(method: string, status: number, seconds: number): void {
    let byStatus = this.counts.get(method);
    if (byStatus === undefined) {
      byStatus = new Map();
      this.counts.set(method, byStatus);
    }
    const known = byStatus.get(status);
    if (known === undefined) byStatus.set(status, { count: 1 });
    else known.count++;
    let bucket = 0;
    while (bucket < BUCKETS.length && seconds > BUCKETS[bucket]!) bucket++;
    this.buckets[bucket]!++;
    this.seconds += seconds;
  }

  countLines(): string[] {
    const { route } = this;
    return [...this.counts].flatMap(([method, byStatus]) =>
      [...byStatus].map(
        ([status, { count }]) => `${COUNT}{route="${route}",method="${method}",status="${status}"} ${count}`,
      ),
    );
  }

  durationLines(): string[] {
    const { route } = this;
    let below = 0;
    const lines = [...BUCKETS, '+Inf'].map((bound, index) => {
      below += this.buckets[index]!;
      return `${DURATION}_bucket{le="${bound}",route="${route}"} ${below}`;
    });
    if (below === 0) return [];
    return [
      ...lines,
      `${DURATION}_sum{route="${route}"} ${this.seconds}`,
      `${DURATION}_count{route="${route}"} ${below}`,
    ];
  }
}

/** Tallies as Prometheus text: a counter of requests and a histogram of their durations. */
export function tallyText(tallies: readonly RouteTally[]): string {
  return [
    `# HELP ${COUNT} Requests answered, by route, method and status.`,
    `# TYPE ${COUNT} counter`,
    ...tallies.flatMap((tally) => tally.countLines()),
    '',
    `# HELP ${DURATION} Time from the head of a request to the end of its answer, of short ones to their sending, by route.`,
    `# TYPE ${DURATION} histogram`,
    ...tallies.flatMap((tally) => tally.durationLines()),
    '',
    '',
  ].join('\n');
}
