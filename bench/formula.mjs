import { createFormulaKernel } from '../dist/src/kernel/formula/formula-kernel.js';
import { BAND_VOCABULARY } from '../dist/src/kernel/formula/formula-language.js';
import { readFormula } from '../dist/src/kernel/formula/read-formula.js';
import { parseReform } from '../dist/src/policy/load-policy.js';
import { resolveTimeline } from '../dist/src/policy/resolve-timeline.js';
import { scaleRoundFen } from '../dist/src/pricing/exact-fen.js';
import { pricePass } from '../dist/src/pricing/price-pass.js';
import { preparePricing } from '../dist/src/pricing/steps.js';
import { demoPolicy } from '../dist/src/run/demo-region.js';
import { medians, perSecond } from './time.mjs';

const ROWS = 2_000_000;
/** The compiler of the runtime needs some passes before it has settled. */
const WARM_UP = 8;

/** Rules as a policy writes them, and as one would write them by hand: exact, to the fen. */
const RULES = [
  {
    text: 'standard + 0.7 * (cost - 3 * standard)',
    byHand: (cost, standard) => standard + scaleRoundFen(cost - 3 * standard, 7, 10),
  },
  {
    text: 'min(cost, 1.3 * standard)',
    byHand: (cost, standard) => {
      const most = scaleRoundFen(standard, 13, 10);
      return Math.min(cost, most);
    },
  },
  {
    text: 'cost > 3 * standard ? standard + 0.7 * (cost - 3 * standard) : cost < 0.4 * standard ? cost : standard',
    byHand: (cost, standard) => {
      if (cost > 3 * standard) return standard + scaleRoundFen(cost - 3 * standard, 7, 10);
      return cost * 10 < 4 * standard ? cost : standard;
    },
  },
];

/** A band for every case, paid by a word and by a formula: one that says the same, one that caps, one that shares. */
const BANDS = [
  ['by_item', 'cost'],
  ['standard', 'min(cost, 1.3 * standard)'],
  ['standard', 'standard + 0.7 * (cost - 3 * standard)'],
];

/**
 * Formulas against the same rules written by hand, over columns; and the price pass with every case in a band paid by a
 * formula against a band paid by a word.
 */
export async function benchFormula({ synthetic, scheme, groups, weights }, { rounds }) {
  const lines = [`formulas over ${ROWS / 1e6} M rows, one thread, against the rule written by hand; by processor time`];
  const cost = Float64Array.from({ length: ROWS }, (_, i) => 20_000 + ((i * 7_919) % 5_000_000));
  const standard = Float64Array.from({ length: ROWS }, (_, i) => 300_000 + ((i * 104_729) % 1_500_000));
  const inputs = ['cost', 'standard'].map((name) => ({ name, scale: 2 }));
  const [ours, theirs] = [new Float64Array(ROWS), new Float64Array(ROWS)];
  for (const { text, byHand } of RULES) {
    const loop = () => {
      for (let row = 0; row < ROWS; row++) theirs[row] = byHand(cost[row], standard[row]);
    };
    const tree = readFormula(text, BAND_VOCABULARY);
    const [assembled, columns] = ['assembled', 'columns'].map((engine) =>
      createFormulaKernel(tree, inputs, { engine }),
    );
    const time = await medians(rounds, {
      assembled: () => assembled.run([cost, standard], 0, ROWS, ours, 0),
      columns: () => columns.run([cost, standard], 0, ROWS, ours, 0),
      byHand: loop,
    });
    const differing = ours.reduce((count, value, row) => count + (value === theirs[row] ? 0 : 1), 0);
    const times = (engine) => `${(time[engine].cpu / time.byHand.cpu).toFixed(2)} ×`;
    lines.push(
      `  ${text}`,
      `    by hand ${perSecond(ROWS, time.byHand.cpu)}   assembled ${perSecond(ROWS, time.assembled.cpu)} (${times('assembled')})   columns ${perSecond(ROWS, time.columns.cpu)} (${times('columns')})   rows that differ: ${differing}`,
    );
  }
  lines.push(`price pass, every case of ${synthetic.year.caseCount} in one band, one thread`);
  const prepared = new Map();
  for (const pay of new Set(BANDS.flat())) {
    const band = `[{name: all, from: 0, pay: "${pay}"}]`;
    const reform = `id: band\ntitle: {zh: 分段, en: band}\npatches:\n  - {path: outliers.bands, value: ${band}}`;
    const patched = resolveTimeline(demoPolicy(synthetic.budgets), [parseReform(reform, 'band.yaml')]);
    const input = { table: synthetic.year, groups, catalogue: scheme.catalogue, weights, register: synthetic.register };
    prepared.set(pay, preparePricing({ ...input, timeline: patched }).payload);
  }
  const pass = (pay) => pricePass.rows(prepared.get(pay), 0, synthetic.year.caseCount);
  for (let i = 0; i < WARM_UP; i++) for (const pay of prepared.keys()) pass(pay);
  for (const [word, formula] of BANDS) {
    const time = await medians(rounds, { word: () => pass(word), formula: () => pass(formula) });
    lines.push(
      `  ${word.padEnd(10)} ${perSecond(synthetic.year.caseCount, time.word.cpu)}   "${formula}" ${perSecond(synthetic.year.caseCount, time.formula.cpu)}   ${(time.formula.cpu / time.word.cpu).toFixed(2)} × the time`,
    );
  }
  return lines;
}
