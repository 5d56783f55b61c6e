import type { FastifyRequest, onResponseHookHandler, RouteOptions } from 'fastify';
import { Gauge, Registry } from 'prom-client';
import type { App } from './app-type.js';
import { RouteTally, tallyText } from './route-tally.js';
import { RUN_STATES, type RunQueue } from './run-queue.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * `sent`: a request is counted when its answer is handed to the system. To wait for the end of an answer costs some
     * hundredths of what an empty route can take, which counts where answers are short and many. Absent: at its end.
     */
    counted?: 'sent';
  }
  interface FastifyRequest {
    /** Milliseconds of the process's clock, where answers are counted when sent; 0 where it was refused before. */
    begun: number;
  }
}

/** Counts a request as answered with a status. */
export type CountSent = (request: FastifyRequest, status: number) => void;

/** What the server has done, as it is asked for. */
export interface Metrics {
  readonly contentType: string;
  /** Prometheus text. */
  readonly text: () => Promise<string>;
  /** Counts requests that no route takes, in the scope that answers them. */
  readonly countLost: (scope: App) => void;
  /** For answers of a route counted when sent that no hook of sending sees. */
  readonly countSent: (route: string) => CountSent;
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
  app.decorateRequest('begun', 0);
  const tallies = new Map<string, RouteTally>();
  const tallyOf = (route: string): RouteTally => {
    const tally = tallies.get(route) ?? new RouteTally(route);
    tallies.set(route, tally);
    return tally;
  };
  const countSent = (route: string): CountSent => {
    const tally = tallyOf(route);
    return ({ method, begun }, status) =>
      tally.add(method, status, begun === 0 ? 0 : (performance.now() - begun) / 1000);
  };
  const counting = (route: string): onResponseHookHandler => {
    const tally = tallyOf(route);
    return ({ method }, { statusCode, elapsedTime }, done) => {
      tally.add(method, statusCode, elapsedTime / 1000);
      done();
    };
  };
  app.addHook('onRoute', (route) => {
    if (route.config?.counted === 'sent') countWhenSent(route, countSent(route.url));
    else route.onResponse = [counting(route.url), ...[route.onResponse ?? []].flat()];
  });
  return {
    contentType: registry.contentType,
    text: async () => `${tallyText([...tallies.values()])}${await registry.metrics()}`,
    countSent,
    countLost: (scope) => {
      const countingLost = counting('none');
      scope.addHook('onResponse', function (request, reply, done) {
        if (request.is404) countingLost.call(this, request, reply, done);
        else done();
      });
    },
  };
}

function countWhenSent(route: RouteOptions, count: CountSent): void {
  route.onRequest = [
    (request, _reply, done) => {
      request.begun = performance.now();
      done();
    },
    ...[route.onRequest ?? []].flat(),
  ];
  route.onSend = [
    ...[route.onSend ?? []].flat(),
    (request, { statusCode }, payload, done) => {
      count(request, statusCode);
      done(null, payload);
    },
  ];
}
