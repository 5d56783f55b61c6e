import type { App } from './app-type.js';

/** What each path of an application may be asked for: for one who asked with another method. */
export class KnownMethods {
  private readonly methods = new Map<string, { readonly pattern: RegExp; readonly taken: Set<string> }>();

  /** Made before the routes are added. */
  constructor(app: App) {
    app.addHook('onRoute', ({ url, method }) => {
      const known = this.methods.get(url) ?? { pattern: patternOf(url), taken: new Set() };
      this.methods.set(url, known);
      for (const one of [method].flat()) known.taken.add(one);
    });
  }

  /** @param path  as it was asked for, without query; empty where there is no such path */
  of(path: string): readonly string[] {
    const taken = [...this.methods.values()]
      .filter(({ pattern }) => pattern.test(path))
      .flatMap((one) => [...one.taken]);
    return [...new Set(taken)].sort();
  }
}

/** `/v1/runs/:id` for the paths of any run. */
function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/\W/g, '\\$&')));
  return new RegExp(`^${parts.join('/')}$`);
}
