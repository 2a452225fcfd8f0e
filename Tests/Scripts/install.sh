#!/usr/bin/env bash
# Installs pong under a prefix: program, trained policies, manual pages, completions for bash, zsh and
# fish. --uninstall removes what was installed; --deb makes a Debian package instead (needs dpkg-dev).
# The program is linked with Swift's libraries, so that nobody who runs it needs Swift.
set -euo pipefail

usage() {
  cat <<'END'
usage: install.sh [--binary FILE] PREFIX
       install.sh --uninstall PREFIX
       install.sh [--binary FILE] --deb DIRECTORY

  PREFIX         where to install, as in ~/.local or /usr/local; below $DESTDIR if that is set
  --binary FILE  install this executable instead of building one
  --uninstall    remove what was installed there
  --deb          write pong_VERSION_ARCHITECTURE.deb into the directory
END
}

fail() {
  echo "install.sh: $1" >&2
  exit "${2:-1}"
}

# The folder that $1 names, from wherever this was started.
absolute() { case "$1" in /*) echo "$1" ;; *) echo "$PWD/$1" ;; esac; }

binary="" uninstalls="" package="" place=""
while [ $# -gt 0 ]; do
  case "$1" in
    -h | --help) usage; exit ;;
    --binary) [ $# -gt 1 ] || fail "--binary needs a file" 64; binary=$(absolute "$2"); shift ;;
    --uninstall) uninstalls=yes ;;
    --deb) package=yes ;;
    -*) usage >&2; exit 64 ;;
    *) [ -z "$place" ] || fail "one place only: $place or $1" 64; place=$1 ;;
  esac
  shift
done
[ -n "$place" ] || { usage >&2; exit 64; }
place=$(absolute "$place")
place=${place%/}
[ -z "$binary" ] || [ -x "$binary" ] || fail "$binary: there is no such executable" 66

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
scratch=$(mktemp -d)
# The date of what is made, so that the same sources make the same package.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH
trap 'rm -rf "$scratch"' EXIT

# Builds the program and copies it to $1, without symbols.
program() {
  if [ -z "$binary" ]; then
    local options=(-c release --static-swift-stdlib --scratch-path .build/install --product pong)
    swift build "${options[@]}"
    binary="$(swift build "${options[@]}" --show-bin-path)/pong"
  fi
  install -m 755 "$binary" "$1"
  if command -v strip >/dev/null; then strip "$1"; fi
}

# Writes the manual pages of the program $1 into the folder $2, with argument-parser's own tool.
manual() {
  local parser=.build/checkouts/swift-argument-parser
  [ -d "$parser" ] || swift package resolve
  local options=(--package-path "$parser" --scratch-path "$PWD/.build/manual" --product generate-manual)
  swift build "${options[@]}"
  "$(swift build "${options[@]}" --show-bin-path)/generate-manual" "$1" --multi-page \
    --date "$(date -ud "@$SOURCE_DATE_EPOCH" +%F)" --output-directory "$2"
  # Named as `man pong play` looks for them; a name has no space, and roff takes no empty lines.
  local page name
  for page in "$2"/*.1; do
    name=$(basename "$page" .1)
    sed -e "s/^\.Nm \".*\"\$/.Nm ${name//./-}/" -e "s/^\.Nm\$/.Nm \"${name//./ }\"/" -e 's/^$/.Pp/' \
      -e 's/^\.Nd "\(.*\)"$/.Nd \1/' \
      -e '/^\.\(Dt\|Xr\) /{' -e ':a' -e 's/\([[:alnum:]]\)\.\([[:alnum:]]\)/\1-\2/;ta' -e '}' \
      "$page" >"$scratch/page"
    rm "$page"
    cp "$scratch/page" "$2/${name//./-}.1"
  done
}

# Makes all that is installed in the folder $1.
stage() {
  local share="$1/share"
  mkdir -p "$1/bin" "$share/pong/weights" "$share/man/man1" \
    "$share/bash-completion/completions" "$share/zsh/site-functions" "$share/fish/vendor_completions.d"
  program "$1/bin/pong"
  install -m 644 weights/*.safetensors weights/ladder.json "$share/pong/weights"
  manual "$1/bin/pong" "$share/man/man1"
  chmod 644 "$share"/man/man1/*
  "$1/bin/pong" --generate-completion-script bash >"$share/bash-completion/completions/pong"
  "$1/bin/pong" --generate-completion-script zsh >"$share/zsh/site-functions/_pong"
  "$1/bin/pong" --generate-completion-script fish >"$share/fish/vendor_completions.d/pong.fish"
}

# Where the names of the files installed under $root are kept, and of the folders made for them.
list() { echo "$root/share/pong/installed"; }

# Removes what was installed under $root: no more than the list there names.
remove() {
  local kind path
  while IFS=' ' read -r kind path; do
    case "/$path/" in *//* | */../* | */./*) fail "$(list): is damaged" 65 ;; esac
    case "$kind" in
      file) rm -f -- "$root/$path" ;;
      # A folder in which somebody else has put something stays.
      folder) rmdir -- "$root/$path" 2>/dev/null || true ;;
      *) fail "$(list): is damaged" 65 ;;
    esac
  done <"$(list)"
}

# Copies what is staged in $1 to $root.
copy() {
  local path names="$scratch/names"
  (cd "$1" && find . -mindepth 1 -type d -printf 'folder %P\n' | sort) >"$scratch/folders"
  : >"$names"
  # A list names what goes first before what it stands in.
  while IFS=' ' read -r _ path; do
    [ -d "$root/$path" ] || { mkdir -p "$root/$path" && echo "folder $path" >>"$names"; }
  done <"$scratch/folders"
  (cd "$1" && find . -type f -printf '%P\n') | while IFS= read -r path; do
    # Beside and renamed: a program that runs goes on with the file that it has.
    cp "$1/$path" "$root/$path.new"
    mv -f "$root/$path.new" "$root/$path"
    echo "file $path"
  done >"$scratch/files"
  { cat "$scratch/files"; echo "file share/pong/installed"; tac "$names"; } >"$(list)"
}

if [ -n "$package" ]; then
  # shellcheck source=Tests/Scripts/debian.sh
  . Tests/Scripts/debian.sh
  exit
fi

root="${DESTDIR:-}$place"
if [ -n "$uninstalls" ]; then
  [ -f "$(list)" ] || fail "nothing was installed in $root by this script" 66
  remove
  echo "Removed from $root."
  exit
fi
stage "$scratch/stage"
mkdir -p "$root" || fail "$root: cannot be made" 73
# What an older version has left and this one does not bring goes first.
[ ! -f "$(list)" ] || remove
copy "$scratch/stage"
echo "Installed pong $("$root/bin/pong" --version) in $root; to remove it:"
echo "  $PWD/Tests/Scripts/install.sh --uninstall $(printf %q "$place")"
