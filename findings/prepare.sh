# Sourced by every script of this folder: a temporary folder that is deleted at the end, pinned packages inside it,
# and a comparison that prints what was seen and fails when it is no longer what was seen before.
set -euo pipefail

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# Exact versions only, e.g. `npm_packages yaml@2.9.1`.
npm_packages() {
  printf '{"private":true,"type":"module"}\n' > package.json
  npm install --silent --no-audit --no-fund --no-progress --save-exact "$@"
}

# Exact versions only, e.g. `python_packages PyYAML==6.0.4`; afterwards call python/bin/python.
python_packages() {
  python3 -m venv python
  python/bin/pip install --quiet --disable-pip-version-check "$@"
}

# expect EXPECTED SEEN
expect() {
  printf '%s\n' "$2"
  if [ "$1" != "$2" ]; then
    printf '\nThe behaviour has changed. It was:\n%s\n' "$1" >&2
    exit 1
  fi
  printf 'As described.\n'
}
