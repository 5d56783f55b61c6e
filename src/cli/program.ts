import { Command } from 'commander';
import type { Language } from '../kernel/errors.js';
import { engineVersion } from '../run/engine-version.js';
import { addBudget } from './commands/budget.js';
import { addCatalogue } from './commands/catalogue.js';
import { addCheck } from './commands/check.js';
import { addCoding } from './commands/coding.js';
import { addConsequences } from './commands/consequences.js';
import { addCosts } from './commands/costs.js';
import { addDemo } from './commands/demo.js';
import { addExplain } from './commands/explain.js';
import { addExport } from './commands/export.js';
import { addForecast } from './commands/forecast.js';
import { addGenerate } from './commands/generate.js';
import { addGroup } from './commands/group.js';
import { addInStay } from './commands/in-stay.js';
import { addMonitor } from './commands/monitor.js';
import { addPolicy } from './commands/policy.js';
import { addPrice } from './commands/price.js';
import { addProfile } from './commands/profile.js';
import { addReconcile } from './commands/reconcile.js';
import { addScheme } from './commands/scheme.js';
import { addServe } from './commands/serve.js';
import { addSettle } from './commands/settle.js';
import { addSimulate } from './commands/simulate.js';
import { addStdio } from './commands/stdio.js';
import { addSweep } from './commands/sweep.js';
import { addWeights } from './commands/weights.js';
import { helpTitle, usageComplaint } from './help-words.js';

/** The command line: every command parses, calls `run`, prints. Commands load what they need when they run. */
export function createProgram(language: Language): Command {
  const program = new Command('drgdip');
  program
    .description(
      language === 'zh'
        ? 'DRG/DIP 支付改革的开源引擎：分组、支付、清算、测算。'
        : "The open engine for China's DRG/DIP payment reform: group, pay, clear and simulate.",
    )
    .version(engineVersion(), '-V, --version', language === 'zh' ? '显示版本' : 'show the version')
    .helpCommand(
      language === 'zh' ? 'help [命令]' : 'help [command]',
      language === 'zh' ? '显示命令的帮助' : 'show help of a command',
    )
    .configureHelp({ styleTitle: (title) => helpTitle(title, language) })
    .configureOutput({ outputError: (text, write) => write(usageComplaint(text, language)) })
    .helpOption('-h, --help', language === 'zh' ? '显示帮助' : 'show help')
    .option('--lang <zh|en>', language === 'zh' ? '语言' : 'language')
    .exitOverride()
    .showHelpAfterError(language === 'zh' ? '用法见 --help。' : 'See --help.');
  for (const add of [
    addDemo,
    addGenerate,
    addProfile,
    addCheck,
    addGroup,
    addExplain,
    addWeights,
    addCatalogue,
    addPrice,
    addSettle,
    addSimulate,
    addSweep,
    addBudget,
    addMonitor,
    addInStay,
    addCoding,
    addForecast,
    addCosts,
    addConsequences,
    addExport,
    addReconcile,
    addPolicy,
    addScheme,
    addServe,
    addStdio,
  ]) {
    add(program, language);
  }
  return program;
}
