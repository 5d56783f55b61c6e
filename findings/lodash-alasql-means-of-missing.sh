#!/usr/bin/env bash
# lodash: a bill that is missing halves the mean. AlaSQL: the mean of 100 and 20.5 is 5,010.25.
#
# Guess: a sum that passes over what is missing belongs to a mean that does; a mean of texts is NaN, an error or right.
# Seen:  lodash's meanBy adds what is there and divides by all: two bills of 100 and one without give 66.67; a null does the
#        same, NaN does not. d3-array's mean is 100, that of simple-statistics NaN. AlaSQL, SQL over arrays as Papa Parse or
#        csv-parse give them, joins the texts: '100' and '20.5' are '10020.5', half of it 5,010.25; its SUM of the same
#        column is left out of the row. In its joins null is equal to null: a case without a group gets the weight of the
#        row without one.
# drgdip: means divide by the cases that have the value, and say how many lack it; what is no number is never added.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages lodash@4.18.1 alasql@4.19.1 d3-array@3.2.5 simple-statistics@7.12.1

seen="$(node --input-type=module <<'JS'
import alasql from 'alasql';
import { mean } from 'd3-array';
import lodash from 'lodash';
import * as simple from 'simple-statistics';

const bills = [{ cost: 100 }, { cost: 100 }, {}];
console.log('lodash meanBy', lodash.meanBy(bills, 'cost').toFixed(2), '| sumBy', lodash.sumBy(bills, 'cost'),
  '| mean of 100, 100, null', lodash.mean([100, 100, null]).toFixed(2));
console.log('d3-array', mean(bills, (bill) => bill.cost), '| simple-statistics', simple.mean(bills.map((bill) => bill.cost)));
const texts = [{ cost: '100' }, { cost: '20.5' }];
console.log('AlaSQL', JSON.stringify(alasql('SELECT AVG(cost) AS meanCost, SUM(cost) AS allCosts, COUNT(cost) AS bills FROM ?', [texts])));
const [cases, weights] = [[{ id: 1, code: 'KE15' }, { id: 2, code: null }], [{ code: 'KE15', weight: 1.2 }, { code: null, weight: 9 }]];
console.log('AlaSQL join', JSON.stringify(alasql('SELECT a.id, b.weight FROM ? AS a JOIN ? AS b ON a.code = b.code', [cases, weights])));
JS
)"
expect "$(cat <<'TEXT'
lodash meanBy 66.67 | sumBy 200 | mean of 100, 100, null 66.67
d3-array 100 | simple-statistics NaN
AlaSQL [{"meanCost":5010.25,"bills":2}]
AlaSQL join [{"id":1,"weight":1.2},{"id":2,"weight":9}]
TEXT
)" "$seen"
