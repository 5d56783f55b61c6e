#!/usr/bin/env bash
# SciPy: winsorizing makes a bill of the missing one, as large as the largest, and leaves the outlier as it was.
#
# Guess: a NaN stays NaN or makes all NaN; nan_policy="omit" or a masked array leaves it out, and the highest tenth of the
#        bills that are there is pulled in.
# Seen:  NaN counts as the largest, so it is what gets pulled in: to 100,000, the very outlier that was to be cut, which is
#        now there twice. "omit" keeps the NaN but lets it use up the share, and the outlier stays. With the missing bill
#        masked, as the module's own arrays have it, the outlier is cut and the missing bill becomes 5,000, no longer
#        masked: the mean is one of ten bills where nine are known. trimmed_mean drops the NaN instead of the outlier.
# drgdip: a case without a cost is left out and counted before any trimming.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
python_packages scipy==1.17.1 numpy==2.4.6

seen="$(python/bin/python - <<'PY'
import numpy
from scipy.stats import mstats

bills = numpy.array([2000, 2500, 3000, 3500, 3500, 4000, 4500, 5000, 100000, numpy.nan])
tell = lambda name, values: print(f"{name:18}", *("masked" if value is numpy.ma.masked else f"{value:.0f}" for value in values))
tell("winsorize", mstats.winsorize(bills, limits=(0, 0.1)))
tell("nan_policy='omit'", mstats.winsorize(bills, limits=(0, 0.1), nan_policy="omit"))
masked = numpy.ma.masked_invalid(bills)
tell("masked", masked)
tell("masked, winsorized", mstats.winsorize(masked, limits=(0, 0.12)))
print("trimmed_mean      ", f"{mstats.trimmed_mean(bills, (0, 0.1)):.2f}, the nine {numpy.nanmean(bills):.2f}, the eight without the outlier {numpy.mean(bills[:8]):.2f}")
PY
)"
expect "$(cat <<'TEXT'
winsorize          2000 2500 3000 3500 3500 4000 4500 5000 100000 100000
nan_policy='omit'  2000 2500 3000 3500 3500 4000 4500 5000 100000 nan
masked             2000 2500 3000 3500 3500 4000 4500 5000 100000 masked
masked, winsorized 2000 2500 3000 3500 3500 4000 4500 5000 5000 5000
trimmed_mean       14222.22, the nine 14222.22, the eight without the outlier 3500.00
TEXT
)" "$seen"
