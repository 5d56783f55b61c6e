#!/usr/bin/env bash
# pydantic: a discharge at 20260228 is 23 August 1970, one at 20260228143000 is 9 January 2612.
#
# Guess: days as hospital systems send them, YYYYMMDD and YYYYMMDDhhmmss, are read, as datetime.fromisoformat does, or refused.
# Seen:  a text of digits is seconds since 1970, and milliseconds where the number is large. A field of type datetime takes
#        both; in JSON as well, as text or number; only strict refuses the number, not the text "20260228". A field of
#        type date refuses the same text, and says that the time should be zero.
# drgdip: 20260228 is read as the day it is, under the order that the profile names; what is no day rejects the row.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
python_packages pydantic==2.14.3

seen="$(python/bin/python - <<'PY'
from datetime import date, datetime
from pydantic import TypeAdapter, ValidationError

def read(kind, text, **options):
    try:
        return TypeAdapter(kind).validate_json(text, **options)
    except ValidationError as error:
        return error.errors()[0]["msg"]

for text in ['"20260228"', '"20260228143000"', "20260228"]:
    print(f"{text:18} datetime:", read(datetime, text))
print("strict, text:     ", read(datetime, '"20260228"', strict=True))
print("strict, number:   ", read(datetime, "20260228", strict=True))
print("date:             ", read(date, '"20260228"'))
print("Python itself:    ", datetime.fromisoformat("20260228"))
PY
)"
expect "$(cat <<'TEXT'
"20260228"         datetime: 1970-08-23 11:50:28+00:00
"20260228143000"   datetime: 2612-01-09 09:09:03+00:00
20260228           datetime: 1970-08-23 11:50:28+00:00
strict, text:      1970-08-23 11:50:28+00:00
strict, number:    Input should be a valid datetime
date:              Datetimes provided to dates should have zero time - e.g. be exact dates
Python itself:     2026-02-28 00:00:00
TEXT
)" "$seen"
