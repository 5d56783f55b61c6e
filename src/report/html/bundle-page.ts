import { fileURLToPath } from 'node:url';
import type { BuildOptions, Plugin } from 'esbuild';

/**
 * A file the page shares with the engine may name a Node module for a function that the page never calls: it gets an
 * empty one, and the unused function falls out of the bundle.
 */
const withoutNode: Plugin = {
  name: 'without-node',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'node', sideEffects: false }));
    build.onLoad({ filter: /.*/, namespace: 'node' }, () => ({ contents: 'module.exports = {}' }));
  },
};

/**
 * Bundles a page of ours with the parts of ECharts it uses into one classic script. The build does this once; code
 * that runs from sources (tests) does it on the spot. esbuild is a tool of the build, no dependency of the package.
 */
export async function bundlePage(entry: URL): Promise<string> {
  const { build } = await import('esbuild');
  const options: BuildOptions = {
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'error',
    plugins: [withoutNode],
  };
  const result = await build(options);
  return result.outputFiles![0]!.text;
}
