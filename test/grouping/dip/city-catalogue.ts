import { decimalOf } from '../../../src/kernel/decimal.js';
import { RandomStream } from '../../../src/kernel/random.js';
import type {
  DiagnosisPattern,
  DipDocument,
  DipEntry,
  DipKind,
  DipPreference,
  DipStep,
  DipTier,
} from '../../../src/schemes/dip/dip-document.js';
import { DIP_DEFAULTS } from '../../../src/schemes/dip/dip-switches.js';
import { DipConditions } from '../../../src/schemes/dip/load/dip-conditions.js';
import { MATCHING_PRESETS } from '../../../src/schemes/dip/matching-presets.js';

const CONDITIONS = [
  'sdx(tumour)',
  'age_years < 18',
  'not adx(resistant) and los_days >= 3',
  'apx(ventilation) or los_days >= 30',
  'age_days < 29 and birth_weight_g < 1500 and adx(preterm)',
  'pdx(tumour) or spx(ventilation)',
  'sex == 2 and discharge_type != 5',
];

const KINDS: readonly DipKind[] = ['surgical', 'therapeutic', 'diagnostic', 'procedure'];

/** Orders that look at the case in other places than the presets do. */
const OWN_ORDERS: readonly (readonly DipPreference[])[] = [
  ['tier_order', 'higher_score', 'lower_sequence'],
  ['nearest_mean_cost', 'more_related_parts', 'more_matched_procedures', 'higher_score', 'lower_sequence'],
  ['more_matched_procedures', 'tier_order', 'longer_diagnosis', 'lower_sequence'],
];
export const CITY_ORDERS: readonly string[] = [
  ...Object.keys(MATCHING_PRESETS),
  ...OWN_ORDERS.map((_, index) => `own ${index}`),
];

/**
 * A catalogue like those of cities, made up: core and basic entries with scores and means, related procedures,
 * conditions, comprehensive groups by category and by chapter, fallback groups, procedures that may not lead. Depends on
 * the arguments only.
 * @param codes  valid codes to make it from
 * @param order  name of a matching preset, or `own n`
 */
export function cityCatalogue(
  codes: Pick<DipDocument, 'diagnoses' | 'procedures'>,
  entryCount: number,
  order: string,
  seed = 1,
): DipDocument {
  const random = new RandomStream(seed, 77);
  const pick = <T>(list: readonly T[]): T => list[random.integer(list.length)]!;
  const some = <T>(list: readonly T[], count: number): T[] => Array.from({ length: count }, () => pick(list));
  // Few codes, so that entries compete for them.
  const diagnoses = some(codes.diagnoses, 2_500);
  const procedures = some(codes.procedures, 1_500);
  const categories = [...new Set(diagnoses.map((code) => code.slice(0, 3)))];
  const listNames = ['tumour', 'resistant', 'preterm'];
  const conditions = new DipConditions(listNames, ['ventilation']);
  const prefix = (text: string): DiagnosisPattern => ({ kind: 'prefix', text });

  const patterns = (): DiagnosisPattern[] => {
    const kind = random.uniform();
    const code = pick(diagnoses);
    if (kind < 0.3) return [prefix(code.slice(0, 5))];
    if (kind < 0.5) return some(diagnoses, 1 + random.integer(6)).map((one) => prefix(one.slice(0, 5)));
    if (kind < 0.7) return [prefix(code.slice(0, 3)), prefix(code)];
    if (kind < 0.8) return [{ kind: 'range', from: code.slice(0, 3), to: `${code.charAt(0)}99` }];
    return [prefix(code)];
  };
  const entries: DipEntry[] = [];
  const add = (entry: Omit<DipEntry, 'code' | 'sequence' | 'name'>): void => {
    const sequence = entries.length + 1;
    entries.push({ code: `${entry.section}${sequence}`, sequence, name: `病种${sequence}`, ...entry });
  };
  const priced = (): Pick<DipEntry, 'score' | 'meanCostFen'> => ({
    ...(random.uniform() < 0.9 ? { score: decimalOf(10 + random.integer(3_000)) } : {}),
    ...(random.uniform() < 0.9 ? { meanCostFen: 100_000 * (1 + random.integer(30)) + random.integer(3) / 2 } : {}),
  });
  const conditionOf = (share: number): Pick<DipEntry, 'condition'> =>
    random.uniform() < share ? { condition: conditions.indexOf(pick(CONDITIONS), 'test')! } : {};

  for (let i = 0; i < 12; i++) {
    const everyCase: DiagnosisPattern[] = [{ kind: 'every' }];
    const use = i < 4 ? 'main' : i < 8 ? 'anywhere' : 'any_case';
    add({
      section: 'pre',
      kind: 'surgical',
      tier: 'core',
      diagnoses: everyCase,
      procedureUse: use,
      main: use === 'any_case' ? [] : some(procedures, 3),
      related: i % 4 === 1 ? [some(procedures, 2)] : [],
      ...(use === 'any_case' ? { condition: conditions.indexOf(CONDITIONS[4]!, 'test')! } : {}),
      ...priced(),
    });
  }
  while (entries.length < entryCount - categories.length - 30) {
    const tier: DipTier = random.uniform() < 0.7 ? 'core' : 'basic';
    const isSurgical = random.uniform() < 0.6;
    const parts = isSurgical && random.uniform() < 0.35 ? 1 + random.integer(3) : 0;
    const main = isSurgical ? some(procedures, 1 + random.integer(8)) : [];
    add({
      section: random.uniform() < 0.15 ? 'merged' : 'base',
      kind: isSurgical ? pick(KINDS) : 'conservative',
      tier,
      diagnoses: patterns(),
      procedureUse: isSurgical ? 'main' : random.uniform() < 0.9 ? 'without' : 'any_case',
      main,
      // Now and then the main list again, which asks for the operation twice.
      related: Array.from({ length: parts }, () =>
        random.uniform() < 0.1 ? main : some(procedures, 1 + random.integer(4)),
      ),
      ...conditionOf(0.08),
      ...priced(),
    });
  }
  for (const category of categories) {
    const kind = pick<DipKind>([...KINDS, 'conservative']);
    add({
      section: 'other',
      kind,
      tier: 'comprehensive',
      diagnoses: [prefix(category)],
      procedureUse: 'class',
      main: [],
      related: [],
      ...priced(),
    });
  }
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
    add({
      section: 'last',
      kind: 'conservative',
      tier: 'fallback',
      diagnoses: [{ kind: 'range', from: `${letter}00`, to: `${letter}89` }],
      procedureUse: 'any_case',
      main: [],
      related: [],
      ...conditionOf(0.2),
    });
  }
  add({
    section: 'last',
    kind: 'conservative',
    tier: 'fallback',
    diagnoses: [{ kind: 'every' }],
    procedureUse: 'any_case',
    main: [],
    related: [],
    ...(order.startsWith('own') ? conditionOf(1) : {}),
  });

  const preset = MATCHING_PRESETS[order];
  const matching: Pick<DipStep, 'preferences' | 'kindOrder'> = preset ?? {
    preferences: OWN_ORDERS[Number(order.slice(4))]!,
    kindOrder: MATCHING_PRESETS.by_type!.kindOrder,
  };
  const excluded = some(procedures, 120);
  const classed = codes.procedures.filter((_, index) => index % 3 !== 0);
  return {
    id: `city-${order}`,
    method: 'dip',
    title: { zh: '测试市', en: 'a city' },
    provenance: { issuer: '-', document: '-', trust: 'made up', sources: [] },
    hash: `city-${order}-${entryCount}-${seed}`,
    options: { ...DIP_DEFAULTS, unmatched: 'fallback', no_principal: 'fallback' },
    diagnoses: codes.diagnoses,
    procedures: codes.procedures,
    excludedDiagnoses: new Set(some(diagnoses, 60)),
    excludedProcedures: new Map(
      excluded.map((code, index) => [
        code,
        index % 4 === 0
          ? { rule: 'not_main' as const }
          : index % 4 === 1
            ? { rule: 'main_only_for_scope' as const, scope: patterns() }
            : { rule: 'conservative' as const },
      ]),
    ),
    procedureClasses: new Map(classed.map((code, index) => [code, KINDS[index % 3]!])),
    sections: [
      { id: 'pre', mdc: 'XQ', title: { zh: '先期', en: 'first' }, procedures: 'recorded' },
      ...['merged', 'base', 'other', 'last'].map((id) => ({
        id,
        mdc: id,
        title: { zh: id, en: id },
        procedures: 'remaining' as const,
      })),
    ],
    steps: [
      { sections: ['pre'], preferences: ['lower_sequence'], kindOrder: [] },
      // Presets that weigh types look at core, basic and comprehensive entries in one step.
      ...(order === 'more_parts'
        ? [
            { sections: ['merged'], ...matching },
            { sections: ['base'], ...matching },
            { sections: ['other'], ...matching },
          ]
        : [{ sections: ['merged', 'base', 'other'], ...matching }]),
      { sections: ['last'], preferences: ['longer_diagnosis', 'lower_sequence'], kindOrder: [] },
    ],
    entries,
    conditions: conditions.all,
    diagnosisLists: new Map([
      ['tumour', [{ kind: 'range', from: 'C00', to: 'D48' }]],
      ['resistant', some(diagnoses, 40).map((code) => prefix(code.slice(0, 5)))],
      ['preterm', [prefix('P07')]],
    ]),
    procedureLists: new Map([['ventilation', new Set(some(procedures, 30))]]),
    primaryCare: [],
    loadFindings: [],
  };
}
