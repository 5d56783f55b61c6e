import { Command, Help } from 'commander';
import type { Language } from '../kernel/errors.js';
import { engineVersion } from '../run/engine-version.js';
import { helpTitle, helpWords, usageComplaint } from './help-words.js';

/** Every command by its name, in the order of the help; a start loads the words of the one that is asked for. */
const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  demo: async () => (await import('./commands/demo.js')).addDemo,
  generate: async () => (await import('./commands/generate.js')).addGenerate,
  profile: async () => (await import('./commands/profile.js')).addProfile,
  check: async () => (await import('./commands/check.js')).addCheck,
  group: async () => (await import('./commands/group.js')).addGroup,
  explain: async () => (await import('./commands/explain.js')).addExplain,
  weights: async () => (await import('./commands/weights.js')).addWeights,
  catalogue: async () => (await import('./commands/catalogue.js')).addCatalogue,
  price: async () => (await import('./commands/price.js')).addPrice,
  settle: async () => (await import('./commands/settle.js')).addSettle,
  simulate: async () => (await import('./commands/simulate.js')).addSimulate,
  sweep: async () => (await import('./commands/sweep.js')).addSweep,
  budget: async () => (await import('./commands/budget.js')).addBudget,
  hospital: async () => (await import('./commands/hospital.js')).addHospital,
  monitor: async () => (await import('./commands/monitor.js')).addMonitor,
  'in-stay': async () => (await import('./commands/in-stay.js')).addInStay,
  coding: async () => (await import('./commands/coding.js')).addCoding,
  forecast: async () => (await import('./commands/forecast.js')).addForecast,
  costs: async () => (await import('./commands/costs.js')).addCosts,
  consequences: async () => (await import('./commands/consequences.js')).addConsequences,
  export: async () => (await import('./commands/export.js')).addExport,
  reconcile: async () => (await import('./commands/reconcile.js')).addReconcile,
  policy: async () => (await import('./commands/policy.js')).addPolicy,
  scheme: async () => (await import('./commands/scheme.js')).addScheme,
  serve: async () => (await import('./commands/serve.js')).addServe,
  stdio: async () => (await import('./commands/stdio.js')).addStdio,
};

type AddCommand = (program: Command, language: Language) => void;

/**
 * The command line: every command parses, calls `run`, prints. Commands load what they need when they run.
 * @param asked  the first word of the line: where it names a command, no other is there
 */
export async function createProgram(language: Language, asked?: string): Promise<Command> {
  const isOne = asked !== undefined && Object.hasOwn(COMMANDS, asked);
  const isHelp = !isOne || process.argv.some((argument) => argument === '--help' || argument === '-h');
  const layout = language === 'zh' && isHelp ? (await import('./help-layout.js')).HELP_LAYOUT : {};
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
    .configureHelp({
      styleTitle: (title) => helpTitle(title, language),
      styleUsage: (text) => helpWords(text, language),
      styleOptionDescription: (text) => helpWords(text, language),
      subcommandTerm: (command) => helpWords(Help.prototype.subcommandTerm(command), language),
      ...layout,
    })
    .configureOutput({ outputError: (text, write) => write(usageComplaint(text, language)) })
    .helpOption('-h, --help', language === 'zh' ? '显示帮助' : 'show help')
    .option('--lang <zh|en>', language === 'zh' ? '语言' : 'language')
    .exitOverride()
    .showHelpAfterError(language === 'zh' ? '用法见 --help。' : 'See --help.');
  const loaders = isOne ? [COMMANDS[asked]!] : Object.values(COMMANDS);
  for (const add of await Promise.all(loaders.map((load) => load()))) add(program, language);
  return program;
}
