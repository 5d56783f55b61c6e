#!/usr/bin/env bash
# pandas: level != 3 keeps the hospitals without a level, or drops them, after the type that the column happens to have.
#
# Guess: one rule for what is missing: it is in neither of level == 3 and level != 3, as in SQL, or always in the second.
# Seen:  numbers with a gap are float64, and the gap is "not 3": 2 of 3 rows. After convert_dtypes(), or read with pyarrow
#        types, the gap is nowhere: 1 of 3, and the two parts add up to 300 of 700 yuan, without a warning. The same for
#        texts: str, pandas 3's own, against string. merge takes missing for a value under every type: two rows without a
#        grade, merged by grade with themselves, are four.
# drgdip: a hospital without a level is refused with row and place before any run; a missing code joins nothing.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
python_packages pandas==3.1.1 pyarrow==26.0.1

seen="$(python/bin/python - <<'PY'
import io
import pandas

text = "hospital,level,grade,cost\nA,3,a,100\nB,2,b,200\nC,,,400\n"
frames = {"as read": pandas.read_csv(io.StringIO(text)),
          "convert_dtypes": pandas.read_csv(io.StringIO(text)).convert_dtypes(),
          "pyarrow types": pandas.read_csv(io.StringIO(text), dtype_backend="pyarrow")}
for name, frame in frames.items():
    others, same = frame[frame.level != 3], frame[frame.level == 3]
    print(f"{name:15}", f"{str(frame.level.dtype):15} level != 3: {len(others)} rows, both parts cost {others.cost.sum() + same.cost.sum()} of 700;",
          f"{str(frame.grade.dtype):15} grade != 'a': {len(frame[frame.grade != 'a'])}")
    gaps = pandas.concat([frame, frame])[["grade", "cost"]]
    print(f"{'':15}", "merge of the two without a grade with themselves:", len(gaps[gaps.grade.isna()].merge(gaps[gaps.grade.isna()], on="grade")), "rows")
PY
)"
expect "$(cat <<'TEXT'
as read         float64         level != 3: 2 rows, both parts cost 700 of 700; str             grade != 'a': 2
                merge of the two without a grade with themselves: 4 rows
convert_dtypes  Int64           level != 3: 1 rows, both parts cost 300 of 700; string          grade != 'a': 1
                merge of the two without a grade with themselves: 4 rows
pyarrow types   int64[pyarrow]  level != 3: 1 rows, both parts cost 300 of 700; string[pyarrow] grade != 'a': 1
                merge of the two without a grade with themselves: 4 rows
TEXT
)" "$seen"
