// Compiles src and workers into dist, then bundles the formula parser so that a command which meets no
// formula, and one which meets a formula, both start fast (mathjs alone costs half a second to load).
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { build } from 'esbuild';

rmSync('dist', { recursive: true, force: true });
const compiled = spawnSync(process.execPath, ['node_modules/typescript7/bin/tsc', '-p', 'tsconfig.json'], {
  stdio: 'inherit',
});
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

const parser = 'dist/src/kernel/formula/parser-library.js';
if (existsSync(parser)) {
  await build({
    entryPoints: [parser],
    outfile: parser,
    allowOverwrite: true,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
}
// The report's page and its charts, in one script that needs no network.
const { bundlePage } = await import('../dist/src/report/html/bundle-page.js');
writeFileSync(
  'dist/src/report/html/report-page.js',
  await bundlePage(new URL('../src/report/page/main.ts', import.meta.url)),
);
// The page that the server shows at /.
writeFileSync('dist/src/api/web-script.js', await bundlePage(new URL('../src/api/web/main.ts', import.meta.url)));

// The command line in few files: a start that opens two hundred modules waits longer for them than for the work.
// What a command loads when it runs stays in files of its own; packages stay outside.
await build({
  entryPoints: ['dist/src/cli/main.js'],
  outdir: 'dist/src/cli',
  chunkNames: 'chunks-[hash]',
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'error',
  plugins: [{ name: 'own-place', setup: keepOwnPlaces }],
});

// The row program in one file, for nodes that have Node alone: `stdio --pack` puts schemes behind it.
await build({
  entryPoints: ['dist/src/cli/packed-stdio.js'],
  outfile: 'dist/src/cli/packed-stdio.mjs',
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'error',
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
});

/** A module that looks for files beside itself finds them there, wherever its code is bundled to. */
function keepOwnPlaces({ onLoad }) {
  onLoad({ filter: /dist[\\/]src[\\/].*\.js$/ }, ({ path }) => {
    const text = readFileSync(path, 'utf8');
    if (!text.includes('import.meta.url')) return undefined;
    const place = relative('dist/src/cli', path).replaceAll('\\', '/');
    const own = `new URL(${JSON.stringify(place)}, import.meta.url).href`;
    return { contents: text.replaceAll('import.meta.url', own), loader: 'js' };
  });
}

if (existsSync('dist/src/cli/main.js')) chmodSync('dist/src/cli/main.js', 0o755);
