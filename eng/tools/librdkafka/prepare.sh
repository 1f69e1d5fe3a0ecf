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
types=src/rdkafka_mock_int.h
mock=src/rdkafka_mock.c
handlers=src/rdkafka_mock_handlers.c
change $mock 's|^#include <stdarg.h>|&\n#include "broker.h"|'
change $handlers 's|^#include "rdkafka_mock_int.h"|&\n#include "broker.h"|'

# A fixed port. Without it there is no cluster; upstream then takes apart what it has not yet set up, and aborts.
change $mock 's|^ *listen_s = rd_kafka_mock_broker_new_listener(mcluster, &sin);|sin.sin_port = broker_port(broker_id);\n&|'
change $mock '/rd_kafka_mock_broker_new(mcluster, i, NULL)/,/return NULL/s|rd_kafka_mock_cluster_destroy(mcluster);||'

# Partitions with wider bounds, and a count of what they drop. A new batch is appended before old ones go,
# so that the start offset is right when all old ones go.
change $types 's|^ *size_t max_cnt;.*|&\nint64_t dropped; /* messages removed to keep within max_size and max_cnt */|'
change $mock 's|mpart->max_size = .*|mpart->max_size = broker_bound("TRACING_KAFKA_PARTITION_BYTES", 256 * 1024 * 1024);|'
change $mock 's|mpart->max_cnt *= .*|mpart->max_cnt = broker_bound("TRACING_KAFKA_PARTITION_BATCHES", SIZE_MAX);|'
change $mock '/^ *TAILQ_INSERT_TAIL(&mpart->msgsets, mset, link);/d'
change $mock 's|^ */\* Remove old msgsets until within limits \*/|TAILQ_INSERT_TAIL(\&mpart->msgsets, mset, link);\nbroker_appended(mpart, mset);\n&|'
change $mock '/Remove old msgsets until/,/TAILQ_FIRST/s|rd_kafka_mock_msgset_destroy(mpart,|broker_drop(mpart,|'

# An index of batches: a walk through a long log at every fetch would take all the time there is.
change $types 's|^ *int64_t dropped;.*|&\nstruct { rd_kafka_mock_msgset_t **at; size_t first, end, size; } index; /* the batches by offset */|'
change $mock 's|^ *TAILQ_REMOVE(&mpart->msgsets, mset, link);|&\nbroker_removed(mpart, mset);|'
change $mock '/^static void rd_kafka_mock_partition_destroy(/,/^}/s|rd_free(mpart->replicas);|&\nrd_free(mpart->index.at);|'
change $mock '/^rd_kafka_mock_msgset_find(/,/^}/{/const rd_kafka_mock_msgset_t \*mset;/d;/FIXME: Maintain an index/,/return NULL;/c\
        return broker_find(mpart, offset);
}'

# Idempotent producers. Upstream checks the sequence of transactional ones only.
change $types 's|^ *rd_list_t pidstates;.*|&\nrd_list_t producers; /* idempotent producers and their last batches */|'
change $mock 's|^ *rd_list_init(&mpart->pidstates, 0, rd_free);|&\nrd_list_init(\&mpart->producers, 0, rd_free);|'
change $mock 's|^ *rd_list_destroy(&mpart->pidstates);|&\nrd_list_destroy(\&mpart->producers);|'
change $mock 's|^ */\* If this is a legit duplicate, .*|if ((err = broker_check_sequence(mpart, rkbuf, RecordCount, TransactionalId, BaseOffset, \&is_dup)))\ngoto err;\n&|'

# A fetch that waits for data is answered when it comes, not when its time is over.
change $types 's|^ *rd_kafka_timer_t write_tmr;.*|&\nrd_list_t awaited; /* partitions whose next batch ends the wait of a fetch */|'
change $mock 's|^ *rd_kafka_bufq_init(&mconn->outbufs);|&\nrd_list_init(\&mconn->awaited, 0, NULL);|'
change $mock 's|^ *rd_free(mconn);|rd_list_destroy(\&mconn->awaited);\n&|'
change $handlers '/^static int rd_kafka_mock_handle_Fetch(/,/^}/{s|rd_kafka_buf_read_i32(rkbuf, &MinBytes);|&\nrd_list_clear(\&mconn->awaited);|;s|/\* Empty Response: Records: Null \*/|broker_await(mconn, mpart);|}'

# A command of our own, to look inside.
change $mock 's|err = rd_kafka_mock_cluster_cmd(mcluster, rko);|err = broker_command(mcluster, rko);|'
cat >>$mock <<'C'
#define BROKER_IMPLEMENTATION
#include "broker.h"
C

# No C++ compiler is needed for the C library, though configure asks for one.
bash ./configure --no-download --cxx=cc --disable-debug-symbols \
  --disable-ssl --disable-gssapi --disable-curl --disable-zstd --disable-lz4-ext
echo '{ global: rd_kafka_*; broker_visit_partitions; local: *; };' >src/exports.map
make -C src -j2 WITH_LDS=n LDFLAGS="-s -Wl,--version-script=exports.map" librdkafka.so.1

mkdir "$out"
cp src/librdkafka.so.1 "$out/librdkafka.so"
cp LICENSES.txt "$out/"
