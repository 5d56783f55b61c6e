import type { onResponseHookHandler } from 'fastify';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { App } from './app-type.js';
import { RUN_STATES, type RunQueue } from './run-queue.js';

/** Seconds: a case is grouped within the first two, a hundred thousand within the last. */
const BUCKETS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];

/** Counts requests by route (never by address, which may name a patient) and tells runs and memory when asked. */
export function measureRoutes(app: App, queue: RunQueue): Registry {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: 'drgdip_http_requests_total',
    help: 'Requests answered, by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'drgdip_http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer, by route.',
    labelNames: ['route'],
    buckets: BUCKETS,
    registers,
  });
  new Gauge({
    name: 'drgdip_runs',
    help: 'Runs that the server remembers, by state.',
    labelNames: ['state'],
    registers,
    collect() {
      const records = queue.list();
      for (const state of RUN_STATES) this.set({ state }, records.filter((one) => one.state === state).length);
    },
  });
  new Gauge({
    name: 'drgdip_resident_memory_bytes',
    help: 'Memory of the process.',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Gauge({
    name: 'drgdip_event_loop_delay_seconds',
    help: 'How late turns of the event loop are.',
    registers,
    collect() {
      const late = app.memoryUsage().eventLoopDelay;
      this.set(Number.isFinite(late) ? late / 1000 : 0);
    },
  });
  // Each route counts by a hook of its own, whose labels are known beforehand: looking them up anew costs a fifth of what
  // grouping a case does.
  const counting = (route: string): onResponseHookHandler => {
    const duration = durations.labels(route);
    const counted = new Map<string, Map<number, Counter.Internal>>();
    return ({ method }, { statusCode, elapsedTime }, done) => {
      const known = counted.get(method) ?? new Map<number, Counter.Internal>();
      counted.set(method, known);
      let count = known.get(statusCode);
      if (count === undefined) {
        count = requests.labels(route, method, String(statusCode));
        known.set(statusCode, count);
      }
      count.inc();
      duration.observe(elapsedTime / 1000);
      done();
    };
  };
  app.addHook('onRoute', (route) => {
    route.onResponse = [counting(route.url), ...[route.onResponse ?? []].flat()];
  });
  const countingLost = counting('none');
  app.addHook('onResponse', function (request, reply, done) {
    if (request.is404) countingLost.call(this, request, reply, done);
    else done();
  });
  return registry;
}
