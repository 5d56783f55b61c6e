import type { onResponseHookHandler } from 'fastify';
import { Gauge, Registry } from 'prom-client';
import type { App } from './app-type.js';
import { RouteTally, tallyText } from './route-tally.js';
import { RUN_STATES, type RunQueue } from './run-queue.js';

/** What the server has done, as it is asked for. */
export interface Metrics {
  readonly contentType: string;
  /** Prometheus text. */
  readonly text: () => Promise<string>;
  /** Counts requests that no route takes, in the scope that answers them. */
  readonly countLost: (scope: App) => void;
}

/** Counts requests by route and tells runs and memory when asked. */
export function measureRoutes(app: App, queue: RunQueue): Metrics {
  const registry = new Registry();
  const registers = [registry];
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
  const tallies = new Map<string, RouteTally>();
  const counting = (route: string): onResponseHookHandler => {
    const tally = tallies.get(route) ?? new RouteTally(route);
    tallies.set(route, tally);
    return ({ method }, { statusCode, elapsedTime }, done) => {
      tally.add(method, statusCode, elapsedTime / 1000);
      done();
    };
  };
  app.addHook('onRoute', (route) => {
    route.onResponse = [counting(route.url), ...[route.onResponse ?? []].flat()];
  });
  return {
    contentType: registry.contentType,
    text: async () => `${tallyText([...tallies.values()])}${await registry.metrics()}`,
    countLost: (scope) => {
      const countingLost = counting('none');
      scope.addHook('onResponse', function (request, reply, done) {
        if (request.is404) countingLost.call(this, request, reply, done);
        else done();
      });
    },
  };
}
