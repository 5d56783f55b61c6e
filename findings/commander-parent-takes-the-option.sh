#!/usr/bin/env bash
# Commander: an option that a command and its subcommand both have is taken by the parent.
#
# Guess: `weights import --in a.csv --out b.csv` gives import both options, since they stand behind its name.
# Seen:  the action of import gets {out} alone; --in went to weights, although weights itself is not run. The subcommand
#        sees its required input as absent. optsWithGlobals() has both.
# drgdip: subcommands read optsWithGlobals(); the command lines of the guides are run by tests.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages commander@14.0.3

seen="$(node --input-type=module <<'JS'
import { readFileSync } from 'node:fs';
import { Command } from 'commander';

console.log('commander', JSON.parse(readFileSync('node_modules/commander/package.json', 'utf8')).version);
const program = new Command();
const weights = program.command('weights').option('--in <file>').action(() => console.log('weights ran'));
weights
  .command('import')
  .option('--in <file>')
  .option('--out <file>')
  .action((options, command) => {
    console.log('import got', JSON.stringify(options), 'with its parents', JSON.stringify(command.optsWithGlobals()));
    console.log('weights holds', JSON.stringify(weights.opts()));
  });
program.parse(['weights', 'import', '--in', 'a.csv', '--out', 'b.csv'], { from: 'user' });
JS
)"
expect 'commander 14.0.3
import got {"out":"b.csv"} with its parents {"out":"b.csv","in":"a.csv"}
weights holds {"in":"a.csv"}' "$seen"
