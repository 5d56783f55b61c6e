// Runs dependency-cruiser and refuses its silent pass: with TypeScript 7 alone it cruises 0 modules and says "ok".
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import configuration from '../.dependency-cruiser.cjs';

const { output } = await cruise(
  ['src', 'workers'],
  { ...configuration.options, ruleSet: { forbidden: configuration.forbidden }, validate: true },
  undefined,
  {
    tsConfig: extractTSConfig('tsconfig.json'),
  },
);
const violations = output.summary.violations;
for (const violation of violations) console.error(`${violation.rule.name}: ${violation.from} → ${violation.to}`);
console.log(`arrows: ${output.summary.totalCruised} modules cruised, ${violations.length} violations`);
process.exit(violations.length > 0 || output.summary.totalCruised < 20 ? 1 : 0);
