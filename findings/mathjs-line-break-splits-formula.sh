#!/usr/bin/env bash
# mathjs: a formula written over two lines is two formulas when the sign stands first on the second line.
#
# Guess: "standard" and "+ 0.7 * (cost - 3 * standard)" on two lines are one sum, 18,400; or an error.
# Seen:  evaluate gives a list of two results, 10,000 and 8,400, without an error; a caller that takes the last one pays
#        8,400. With the sign at the end of the first line, or brackets round the whole, it is one sum. A formula in a
#        YAML block (`|`) or in a spreadsheet cell with Alt+Enter comes in the first form.
# drgdip: a line break in a formula counts as a space, so that all three forms are one sum.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages mathjs@15.2.0

seen="$(node --input-type=module <<'JS'
import { readFileSync } from 'node:fs';
import { all, create } from 'mathjs';

console.log('mathjs', JSON.parse(readFileSync('node_modules/mathjs/package.json', 'utf8')).version);
const math = create(all);
const scope = { cost: 42000, standard: 10000 };
const forms = {
  'sign first': 'standard\n+ 0.7 * (cost - 3 * standard)',
  'sign last': 'standard +\n0.7 * (cost - 3 * standard)',
  bracketed: '(standard\n+ 0.7 * (cost - 3 * standard))',
};
for (const [name, text] of Object.entries(forms)) {
  console.log(`${name}: ${math.parse(text).type} ${String(math.evaluate(text, scope))}`);
}
JS
)"
expect "mathjs 15.2.0
sign first: BlockNode [10000, 8400]
sign last: OperatorNode 18400
bracketed: ParenthesisNode 18400" "$seen"
