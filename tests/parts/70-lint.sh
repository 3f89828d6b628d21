#!/usr/bin/env bash
# The house rules, each proven on its own samples first; then formatting and shell scripts.
# shellcheck source=tests/parts/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need python3 clang-format shellcheck git
cd "$ROOT"
export PYTHONDONTWRITEBYTECODE=1

# Names each file that clang-format would change.
format_is_kept() {
  local file changed=0
  while IFS= read -r -d '' file; do
    if ! clang-format --dry-run -Werror --style=file "$file" >/dev/null 2>&1; then
      printf 'run: clang-format -i %s\n' "$file"
      changed=1
    fi
  done < <(git ls-files -z --cached --others --exclude-standard -- '*.cpp' '*.hpp' '*.h')
  return "$changed"
}

# Every bash script, with or without a suffix. Warnings and errors count; opinions do not.
shell_scripts_are_sound() {
  local scripts
  mapfile -t scripts < <(
    git ls-files --cached --others --exclude-standard | while IFS= read -r file; do
      if [[ $file == *.sh ]] || { [[ -f $file && -x $file ]] && head -c 32 "$file" | grep -aq '^#!.*sh$'; }; then printf '%s\n' "$file"; fi
    done
  )
  shellcheck -x --severity=warning "${scripts[@]}"
}

check "lint: every rule finds what is bad in its samples, and nothing else" python3 tests/lint/self_test.py
for rule in layers coroutines secrets places honest_tests size; do
  check "lint: $rule" python3 tests/lint/lint.py "$rule"
done
check "lint: C++ is formatted" format_is_kept
check "lint: shell scripts pass shellcheck" shell_scripts_are_sound
finish
