#!/usr/bin/env bash
# csv-stringify: with escape_formulas a loss that comes as a text is no number any more, a loss that comes as a number is.
#
# Guess: guarding against formulas leaves amounts alone, or treats all negative ones the same.
# Seen:  exact amounts come out of databases as texts ("-12.50"), and each negative one gets an apostrophe; the number
#        -12.5 gets none. A sum over the column then adds the surpluses and skips the losses. defusedcsv of Python lets
#        "-12.50" be.
# drgdip: defuses texts that begin like a formula, and leaves what is written as a number alone.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages csv-stringify@6.9.0
python_packages defusedcsv==3.0.0

seen="$(node --input-type=module <<'JS'
import { stringify } from 'csv-stringify/sync';

const text = stringify([['H1', '1200.00'], ['H2', '-12.50'], ['H3', '-880.00'], ['H4', -880]], { escape_formulas: true });
process.stdout.write(text);
const margins = text.trim().split('\n').slice(0, 3).map((line) => Number(line.split(',')[1]));
console.log('sum of what reads as a number:', margins.filter((margin) => !Number.isNaN(margin)).reduce((sum, margin) => sum + margin, 0), 'of', 1200 - 12.5 - 880);
JS
python/bin/python -c "
import sys
import defusedcsv.csv
defusedcsv.csv.writer(sys.stdout, lineterminator='\n').writerow(['H2', '-12.50', -880])
")"
expect "H1,1200.00
H2,'-12.50
H3,'-880.00
H4,-880
sum of what reads as a number: 1200 of 307.5
H2,-12.50,-880" "$seen"
