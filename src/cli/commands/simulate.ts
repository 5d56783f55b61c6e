import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { SCENARIO_ERRORS } from '../../simulation/simulation-errors.js';
import { addIntervalOptions, type IntervalWords, readIntervals } from '../interval-options.js';
import { addExamples, addOptions, need, type Options } from '../options.js';
import { REGION_OPTIONS, readRegionOptions } from '../region-options.js';
import { addStageOptions, readStageOptions, type StageWords } from '../stage-options.js';
import { withContext } from '../with-context.js';

type SimulateOptions = Options &
  IntervalWords &
  StageWords & {
    readonly scenario?: string;
    readonly attribute?: true;
    readonly behaviour?: string;
    readonly years?: string;
    readonly outlook?: string;
    readonly review?: string;
    readonly persons?: string;
  };

export function addSimulate(program: Command, language: Language): void {
  const command = program
    .command('simulate')
    .description(
      language === 'zh'
        ? '基线与改革（或另一政策）对比：各医院、科室、病组、险种与基金'
        : 'baseline against a reform or another policy: hospitals, departments, groups, insurance types and the fund',
    )
    .option(
      '--scenario <file>',
      language === 'zh'
        ? '情景文件（YAML）：政策、叠加的改革、降价、种子，代替 --policy 与 --reform'
        : 'scenario (YAML): policy, stacked reforms, price cuts and seed in one file, in place of --policy and --reform',
    )
    .option(
      '--attribute',
      language === 'zh'
        ? '另写 attribution 表：每项修改各带来多少变化，合计无余数'
        : 'also write the table attribution: what each patch and cut did, adding up with nothing left over',
    )
    .option(
      '--behaviour <file>',
      language === 'zh'
        ? '行为假设（YAML）：就诊量、编码、费用、转诊、预防、医疗机构退出，与静态结果分开列示'
        : 'behaviours (YAML): volume, coding, costs, referrals, prevention, hospitals leaving; shown apart from the static result',
    )
    .option(
      '--years <from..until>',
      language === 'zh'
        ? '多年展望的年度，如 2026..2036，须与 --outlook 同用'
        : 'years of an outlook, e.g. 2026..2036, with --outlook',
    )
    .option(
      '--outlook <file>',
      language === 'zh'
        ? '多年展望的假设（YAML）：收入与费用增长、老龄化、期初结余、权重校准'
        : 'assumptions of an outlook (YAML): growth of income and costs, ageing, opening balances, recalibration',
    )
    .option(
      '--review <file>',
      language === 'zh'
        ? '已填写的核查清单：属实疑点的处罚、信用与协议后果，两边各算（consequence_* 表）'
        : 'worked review list: penalties, credit and agreement on both sides (tables consequence_*)',
    )
    .option(
      '--persons <file>',
      language === 'zh'
        ? '人员记分（只用编码）：对科室收入的影响'
        : 'points on persons (codes only): income of departments at risk',
    )
    .action(async (given: SimulateOptions) => {
      const { behaviourOptions, runSimulate, scenarioOptions, yearsOptions } = await import(
        '../../run/simulate-run.js'
      );
      const { scenario } = given;
      if (scenario !== undefined) refusePolicyWith(given);
      const named = scenario === undefined ? undefined : scenarioOptions(scenario);
      const options: Options = named === undefined ? given : { ...given, policy: named.policy };
      const behaved = given.behaviour === undefined ? {} : behaviourOptions(given.behaviour, named);
      const { printSimulation } = await import('../print-simulation.js');
      const result = await withContext(language, options, async (context) =>
        runSimulate(
          {
            ...(await readRegionOptions(options, 'simulate')),
            ...(named ?? { reforms: reformsOf(given) }),
            ...(given.attribute === undefined ? {} : { attribution: 'levers' as const }),
            ...behaved,
            ...yearsOptions(given.outlook, given.years, behaved.alsoRead ?? named?.alsoRead),
            ...(given.review === undefined && given.persons === undefined
              ? {}
              : { consequences: { review: given.review, persons: given.persons } }),
            intervals: readIntervals(given),
            stages: readStageOptions(given),
          },
          context,
        ),
      );
      printSimulation(result, options, language);
    });
  addIntervalOptions(command, language);
  addStageOptions(command, language);
  addOptions(command, language, [
    ...REGION_OPTIONS,
    'against',
    'againstWeights',
    'profile',
    'out',
    'statements',
    'seed',
  ]);
  addExamples(command, language, [
    'drgdip simulate --in year.csv --history history.csv --register register.csv --policy demo-region --reform examples/reforms/rate-minus-3-percent-share-60.yaml --out results/',
    'drgdip simulate --in year.csv --history history.csv --register register.csv --policy demo-region --against demo-region-dip --out results/',
    'drgdip simulate --in year.csv --history history.csv --register register.csv --scenario examples/scenarios/rate-and-drug-prices.yaml --attribute --out results/',
    'drgdip simulate --in year.parquet --weights weights.csv --register register.csv --policy policy.yaml --reform reform.yaml --cache stages/ --out results/',
  ]);
}

/** An outlook alone needs no reform: the baseline is looked out on. @throws option_missing */
function reformsOf({ against, outlook, years, reform }: SimulateOptions): readonly string[] | undefined {
  if (against !== undefined) return reform;
  return outlook === undefined && years === undefined ? need(reform, '--reform', 'simulate') : (reform ?? []);
}

/** @throws scenario_with_policy */
function refusePolicyWith(options: SimulateOptions): void {
  const names = (['policy', 'reform', 'against'] as const).filter((name) => options[name] !== undefined);
  if (names.length > 0)
    throw SCENARIO_ERRORS.scenario_with_policy({ options: names.map((name) => `--${name}`).join(', ') });
}
