#!/bin/sh
# node_modules -> out: librdkafka.so, whose mock cluster can be the broker of embedded/Kafka (see broker.h).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
out=$PWD/out
cd node_modules/@confluentinc/kafka-javascript/deps/librdkafka

# change FILE SCRIPT: edits with sed, and fails where a line to be changed is not found.
change() {
  sed "$2" "$1" >changed
  if cmp -s changed "$1"; then
    echo "nothing to change in $1 by: $2"
    exit 1
  fi
  mv changed "$1"
}

cp "$here/broker.h" src/
mock=src/rdkafka_mock.c
change src/rdkafka_mock_int.h 's|^ *size_t max_cnt;.*|&\n        int64_t dropped; /* messages removed to keep within max_size and max_cnt */|'
change $mock 's|^#include <stdarg.h>|&\n#include "broker.h"|'
change $mock 's|mpart->max_size = .*|mpart->max_size = broker_bound("TRACING_KAFKA_PARTITION_BYTES", 256 * 1024 * 1024);|'
change $mock 's|mpart->max_cnt *= .*|mpart->max_cnt = broker_bound("TRACING_KAFKA_PARTITION_BATCHES", SIZE_MAX);|'
change $mock 's|^ *listen_s = rd_kafka_mock_broker_new_listener(mcluster, &sin);|        sin.sin_port = broker_port(broker_id);\n&|'
# A new batch is appended before old ones go, so that the start offset is right when all old ones go.
change $mock '/^ *TAILQ_INSERT_TAIL(&mpart->msgsets, mset, link);/d'
change $mock 's|^ */\* Remove old msgsets until within limits \*/|        TAILQ_INSERT_TAIL(\&mpart->msgsets, mset, link);\n&|'
change $mock '/Remove old msgsets until/,/TAILQ_FIRST/s|rd_kafka_mock_msgset_destroy(mpart,|broker_drop(mpart,|'
# Consumers read near the end; a walk from the start of a long log at every fetch would take all the time there is.
change $mock 's|^ */\* FIXME: Maintain an index \*/|        if (offset - mpart->start_offset > mpart->end_offset - offset)\n                return broker_find_from_end(mpart, offset);|'
change $mock 's|err = rd_kafka_mock_cluster_cmd(mcluster, rko);|err = broker_command(mcluster, rko);|'
# Without its port there is no cluster; upstream then takes apart what it has not yet set up, and aborts.
change $mock '/rd_kafka_mock_broker_new(mcluster, i, NULL)/,/return NULL/s|rd_kafka_mock_cluster_destroy(mcluster);||'
cat >>$mock <<'C'
#define BROKER_IMPLEMENTATION
#include "broker.h"
C

# No C++ compiler is needed for the C library, though configure asks for one.
bash ./configure --no-download --cxx=cc --disable-debug-symbols \
  --disable-ssl --disable-gssapi --disable-curl --disable-zstd --disable-lz4-ext
echo '{ global: rd_kafka_*; broker_*; local: *; };' >src/exports.map
make -C src -j2 WITH_LDS=n LDFLAGS="-s -Wl,--version-script=exports.map" librdkafka.so.1

mkdir "$out"
cp src/librdkafka.so.1 "$out/librdkafka.so"
cp LICENSES.txt "$out/"
