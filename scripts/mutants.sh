#!/bin/sh
# Mutation testing of the right to drive: change each line of verifier/entitlement and see that a test notices.
# Three quarters of an hour on one core. Survivors are listed at the end; docs/mutation.md says why each may live.
set -eu
root=$PWD
work=$root/build/mutants
rm -rf "$work"
mkdir -p "$work"
"$root/.venv/bin/python" -m venv "$root/build/mutmut"
"$root/build/mutmut/bin/pip" install --quiet --disable-pip-version-check mutmut==3.8.1
# mutmut imports what it changes: it borrows the project's own packages.
"$root/.venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))' \
    > "$(echo "$root"/build/mutmut/lib/python3*/site-packages)/project.pth"
cp -r credential trust_store issuer verifier tests samples pyproject.toml "$work"
cd "$work"
cat >> pyproject.toml <<'TOML'

[tool.mutmut]
source_paths = ["verifier/entitlement"]
also_copy = ["credential", "trust_store", "verifier", "issuer", "tests", "samples", "pyproject.toml"]
pytest_add_cli_args_test_selection = ["tests/unit/entitlement", "tests/unit/verifier/test_codes.py"]
pytest_add_cli_args = ["-p", "no:cacheprovider", "--import-mode=importlib"]
TOML
"$root/build/mutmut/bin/mutmut" run --max-children 1
"$root/build/mutmut/bin/mutmut" results | grep -c survived || true
"$root/build/mutmut/bin/mutmut" results | grep survived || true
