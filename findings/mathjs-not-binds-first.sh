#!/usr/bin/env bash
# mathjs: "not cost > limit" negates the cost, not the comparison.
#
# Guess: as in Python and SQL, not binds weaker than a comparison: not (cost > limit).
# Seen:  it is (not cost) > limit: true or false compared with an amount. With a limit of 3 the answer is false whatever
#        the cost, and "not sex == 1" is false for men and women alike. A rule written so never holds, and nothing is
#        said. Python evaluates the same text as one would guess.
# drgdip: not is allowed before a condition only; "not cost > ..." is refused when the policy is checked.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages mathjs@15.2.0

seen="$(node --input-type=module <<'JS'
import { readFileSync } from 'node:fs';
import { evaluate, parse } from 'mathjs';

console.log('mathjs', JSON.parse(readFileSync('node_modules/mathjs/package.json', 'utf8')).version);
for (const text of ['not cost > limit', 'not sex == 2', 'not cost > limit and age < 17']) {
  console.log(`${text} is ${parse(text).toString({ parenthesis: 'all' })}`);
}
for (const cost of [1, 5]) console.log(`cost ${cost}, limit 3: ${evaluate('not cost > limit', { cost, limit: 3 })}`);
for (const sex of [1, 2]) console.log(`sex ${sex}, not sex == 1: ${evaluate('not sex == 1', { sex })}`);
JS
)
$(python3 -c "
for cost in (1, 5): print(f'Python cost {cost}, limit 3: {not cost > 3}')
for sex in (1, 2): print(f'Python sex {sex}, not sex == 1: {not sex == 1}')
")"
expect 'mathjs 15.2.0
not cost > limit is (not cost) > limit
not sex == 2 is (not sex) == 2
not cost > limit and age < 17 is ((not cost) > limit) and (age < 17)
cost 1, limit 3: false
cost 5, limit 3: false
sex 1, not sex == 1: false
sex 2, not sex == 1: false
Python cost 1, limit 3: True
Python cost 5, limit 3: False
Python sex 1, not sex == 1: False
Python sex 2, not sex == 1: True' "$seen"
