// The house rule: data flows one way. A room imports only from rooms to its left; no cycles.
const rooms = ['kernel', 'cases', 'schemes', 'grouping', 'links', 'policy', 'weighting', 'pricing', 'settlement', 'indicators', 'simulation', 'report', 'run'];
const forbidden = [
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  { name: 'doors-apart-api', severity: 'error', from: { path: '^src/api/' }, to: { path: '^src/cli/' } },
  { name: 'cli-reaches-api-by-serve-only', severity: 'error', from: { path: '^src/cli/', pathNot: '^src/cli/commands/serve\\.ts$' }, to: { path: '^src/api/' } },
  { name: 'workers-never-import-run-or-doors', severity: 'error', from: { path: '^workers/' }, to: { path: '^src/(run|api|cli)/' } },
  { name: 'nobody-imports-workers', severity: 'error', from: { path: '^src/' }, to: { path: '^workers/' } },
];
for (const [index, room] of rooms.entries()) {
  const right = [...rooms.slice(index + 1), 'api', 'cli'];
  forbidden.push({ name: `${room}-imports-only-from-its-left`, severity: 'error', from: { path: `^src/${room}/` }, to: { path: `^src/(${right.join('|')})/` } });
}
module.exports = {
  forbidden,
  options: { tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' }, doNotFollow: { path: 'node_modules' } },
};
