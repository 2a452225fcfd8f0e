# The Debian package of `install.sh --deb`, which reads this: what install.sh stages, below /usr, and
# what Debian asks for besides.
# shellcheck shell=bash disable=SC2154

tree="$scratch/tree"
stage "$tree/usr"
mkdir -p "$place" "$tree/DEBIAN" "$tree/usr/share/doc/pong" "$tree/usr/share/zsh/vendor-completions"
mv "$tree/usr/share/zsh/site-functions/_pong" "$tree/usr/share/zsh/vendor-completions/"
rmdir "$tree/usr/share/zsh/site-functions"

version=$("$tree/usr/bin/pong" --version)
architecture=$(dpkg --print-architecture)
author=$(git log -1 --format='%an <%ae>' 2>/dev/null || true)
[ -z "${DEBEMAIL:-}" ] || author="${DEBFULLNAME:-$DEBEMAIL} <$DEBEMAIL>"
maintainer="${author:-The authors of pong <pong@localhost>}"
date=$(date -uRd "@$SOURCE_DATE_EPOCH")

# What the executable is linked with says what it depends on, and in which versions.
mkdir -p "$scratch/debian"
printf 'Source: pong\n\nPackage: pong\nArchitecture: any\n' >"$scratch/debian/control"
depends=$(cd "$scratch" && dpkg-shlibdeps -O "$tree/usr/bin/pong" | sed -n 's/^shlibs:Depends=//p')
[ -n "$depends" ] || fail "dpkg-shlibdeps does not know what the program needs" 69

cat >"$tree/usr/share/doc/pong/copyright" <<'END'
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: pong
Comment:
 The sources of pong name no licence. Its executable has parts of Swift (the runtime, Foundation and
 what these are made of) and of swift-argument-parser in it, which are under the terms below.

Files: *
Copyright: The authors of pong
License: none-named
 No licence is named: ask the authors before you pass the package on.

Files: usr/bin/pong
Copyright: Apple Inc. and the Swift project authors
License: Apache-2.0 with Runtime Library Exception
 See /usr/share/common-licenses/Apache-2.0, and https://swift.org/LICENSE.txt for the exception.
END
cat >"$tree/usr/share/doc/pong/changelog" <<END
pong ($version) unstable; urgency=low

  * Made from the sources.

 -- $maintainer  $date
END
gzip -9n "$tree/usr/share/doc/pong/changelog" "$tree"/usr/share/man/man1/*

cat >"$tree/DEBIAN/control" <<END
Package: pong
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -sk --apparent-size "$tree/usr" | cut -f1)
Depends: $depends
Section: misc
Priority: optional
Description: Atari's Pong in a terminal, against people, bots and agents that learn
 The rules are those of the Atari 2600, frame for frame. One plays with keys or
 the mouse, over SSH too, against the console's computer, simple bots and eight
 trained agents from easy to merciless, or teaches networks of one's own by
 REINFORCE or PPO, watches them learn and looks inside them.
END
(cd "$tree" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)
find "$tree" -type d -exec chmod 755 {} +
dpkg-deb --build --root-owner-group "$tree" "$place/pong_${version}_$architecture.deb"
