import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { addExamples, addOptions, need, type Options } from '../options.js';

export function addBudget(program: Command, language: Language): void {
  const zh = language === 'zh';
  const command = program
    .command('budget')
    .description(
      zh
        ? '由人口、年龄结构、疾病谱与应急预留测算下一年度基金，写成改革方案'
        : "work out next year's fund from population, ages, disease spectrum and an emergency reserve, as a reform",
    )
    .option('--budget <file>', zh ? '动态预算的假设（YAML）' : 'assumptions of the budget (YAML)')
    .action(async (options: Options & { budget?: string }) => {
      const { runBudget } = await import('../../run/budget-run.js');
      const { table, reform } = await runBudget({
        budget: need(options.budget, '--budget', 'budget'),
        policy: need(options.policy, '--policy', 'budget'),
        population: need(options.population, '--population', 'budget'),
        out: options.out,
      });
      if (options.json) {
        const { tableRows } = await import('../table-rows.js');
        process.stdout.write(`${JSON.stringify({ funds: tableRows(table), reform })}\n`);
        return;
      }
      const { renderBudget } = await import('../render-budget.js');
      process.stdout.write(renderBudget(table, options.out, language));
    });
  addOptions(command, language, ['policy', 'population', 'out']);
  addExamples(command, language, [
    'drgdip budget --budget examples/dynamic-budget/budget.yaml --policy demo-region --population examples/dynamic-budget/population.csv',
    'drgdip budget --budget budget.yaml --policy policy.yaml --population population.csv --out next-year.yaml',
  ]);
}
