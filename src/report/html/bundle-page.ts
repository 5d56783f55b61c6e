import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';

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
  };
  const result = await build(options);
  return result.outputFiles![0]!.text;
}
