#!/usr/bin/env bash
# currency.js and Dinero.js: a refund is not minus the charge; and currency.js reads 1.0E7 as 1.07 and 12万 as 12.
#
# Guess: a money library makes of -1.005 minus what it makes of 1.005, and refuses what it cannot read.
# Seen:  currency.js gives 1.01 and -1 (halves go up), Dinero's transformScale floors by default: 12.349 is 12.34 and
#        -12.341 is -12.35. Either way a charge and its refund leave a fen behind. currency.js drops the letters of a
#        text and closes up the digits around them: 1e3 is 13, 1.0E7 (how Spark and Java write ten million) is 1.07,
#        12万 is 12. errorOnInvalid: true takes all of these too.
# drgdip: one rule, half away from zero on integers, the same for both signs; a cell is read by one strict pattern that
#         knows exponents, and anything else is a rejected row with its reason.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages currency.js@2.0.4 dinero.js@2.0.2

seen="$(node --input-type=module <<'JS'
import { readFileSync } from 'node:fs';
import currency from 'currency.js';
import { dinero, toDecimal, transformScale } from 'dinero.js';
import { CNY } from 'dinero.js/currencies';

const version = (name) => `${name} ${JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version}`;
console.log(`${version('currency.js')}, ${version('dinero.js')}`);
for (const thousandths of [1005, 12345]) {
  const amount = thousandths / 1000;
  const [charge, refund] = [currency(amount), currency(-amount)];
  console.log(`currency ${amount}: ${charge.value}, ${-amount}: ${refund.value}, together ${charge.add(refund).value}`);
}
for (const thousandths of [12349, -12341, 12345, -12345]) {
  const exact = dinero({ amount: thousandths, currency: CNY, scale: 3 });
  console.log(`dinero ${toDecimal(exact)}: ${toDecimal(transformScale(exact, 2))}`);
}
for (const text of ['1e3', '1.0E7', '12万', '12.50']) {
  console.log(`currency "${text}": ${currency(text, { errorOnInvalid: true }).value}`);
}
JS
)"
expect 'currency.js 2.0.4, dinero.js 2.0.2
currency 1.005: 1.01, -1.005: -1, together 0.01
currency 12.345: 12.35, -12.345: -12.34, together 0.01
dinero 12.349: 12.34
dinero -12.341: -12.35
dinero 12.345: 12.34
dinero -12.345: -12.35
currency "1e3": 13
currency "1.0E7": 1.07
currency "12万": 12
currency "12.50": 12.5' "$seen"
