#!/usr/bin/env bash
# Node: a single executable of an ES module is made without a word, and does not start.
#
# Guess: a configuration with "mainFormat": "module" makes an executable that runs the module, or is refused.
# Seen:  Node 22 and 24 do not know the setting and do not say so; the blob is written, postject puts it in, and the
#        executable ends with a SyntaxError at its first import. Node 26 makes it by itself and it runs.
# drgdip: the packed row program is a module; docs/stdio.md makes its executable with Node 26, elsewhere the file itself
#        is the way.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"

printf "import { sep } from 'node:path';\nconsole.log('runs', sep.length);\n" > main.mjs
printf '{"main":"main.mjs","mainFormat":"module","output":"main.blob","disableExperimentalSEAWarning":true}\n' > old.json
printf '{"main":"main.mjs","mainFormat":"module","output":"main-new","disableExperimentalSEAWarning":true}\n' > new.json

seen="$(
  npm_packages node@24.21.0 postject@1.0.0-alpha.6
  node="node_modules/node/bin/node"
  cp "$node" main-old
  "$node" --experimental-sea-config old.json 2>&1
  node_modules/.bin/postject main-old NODE_SEA_BLOB main.blob \
    --sentinel-fuse NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2 > postject.log 2>&1
  ./main-old 2>&1 | grep -o 'SyntaxError: [^.]*' || true
  npm_packages node@26.10.0
  "node_modules/node/bin/node" --build-sea new.json > build.log 2>&1
  ./main-new 2>&1
)"
expect 'Wrote single executable preparation blob to main.blob
SyntaxError: Cannot use import statement outside a module
runs 1' "$seen"
