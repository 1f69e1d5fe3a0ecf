/* What embedded/Kafka adds to librdkafka's mock cluster, so that it can be a broker for a whole system:
 * a fixed port, partitions that hold more than a unit test needs, a count of what they drop, and a look inside.
 * prepare.sh puts the calls into rdkafka_mock.c, which includes this file at its head for the declarations and at
 * its end for the rest. Settings are environment variables, read by the process that makes the cluster. */

#ifndef BROKER_IMPLEMENTATION

static size_t broker_bound(const char *name, size_t otherwise);
static uint16_t broker_port(int32_t broker_id);
static void broker_drop(rd_kafka_mock_partition_t *mpart, rd_kafka_mock_msgset_t *mset);
static const rd_kafka_mock_msgset_t *broker_find_from_end(const rd_kafka_mock_partition_t *mpart, int64_t offset);
static rd_kafka_resp_err_t broker_command(rd_kafka_mock_cluster_t *mcluster, rd_kafka_op_t *rko);

#else

#define BROKER_CMD_VISIT 0x7001 /* beside upstream's RD_KAFKA_MOCK_CMD_* */

/* Offsets count messages: start is the first one held, end the one after the last; bytes are of batches. */
typedef void(broker_visit_t)(void *opaque, const char *topic, int32_t partition, int32_t leader,
                             int64_t start, int64_t end, int64_t bytes, int64_t dropped);

static size_t broker_bound(const char *name, size_t otherwise) {
        const char *value = rd_getenv(name, NULL);
        return value ? (size_t)strtoull(value, NULL, 10) : otherwise;
}

/* In network order. Brokers are numbered from 1; without TRACING_KAFKA_PORT the kernel chooses. */
static uint16_t broker_port(int32_t broker_id) {
        int first = atoi(rd_getenv("TRACING_KAFKA_PORT", "0"));
        return first ? htons((uint16_t)(first + broker_id - 1)) : 0;
}

static void broker_drop(rd_kafka_mock_partition_t *mpart, rd_kafka_mock_msgset_t *mset) {
        mpart->dropped += mset->last_offset - mset->first_offset + 1;
        rd_kafka_mock_msgset_destroy(mpart, mset);
}

static const rd_kafka_mock_msgset_t *broker_find_from_end(const rd_kafka_mock_partition_t *mpart, int64_t offset) {
        const rd_kafka_mock_msgset_t *mset;

        TAILQ_FOREACH_REVERSE(mset, &mpart->msgsets, rd_kafka_mock_msgset_tailq_s, link) {
                if (mset->last_offset < offset)
                        return NULL;
                if (mset->first_offset <= offset)
                        return mset;
        }

        return NULL;
}

static void broker_visit_all(rd_kafka_mock_cluster_t *mcluster, broker_visit_t *visit, void *opaque) {
        const rd_kafka_mock_topic_t *mtopic;
        int i;

        TAILQ_FOREACH(mtopic, &mcluster->topics, link) {
                for (i = 0; i < mtopic->partition_cnt; i++) {
                        const rd_kafka_mock_partition_t *mpart = &mtopic->partitions[i];
                        visit(opaque, mtopic->name, mpart->id, mpart->leader ? mpart->leader->id : -1,
                              mpart->start_offset, mpart->end_offset, (int64_t)mpart->size, mpart->dropped);
                }
        }
}

static rd_kafka_resp_err_t broker_command(rd_kafka_mock_cluster_t *mcluster, rd_kafka_op_t *rko) {
        if ((int)rko->rko_u.mock.cmd != BROKER_CMD_VISIT)
                return rd_kafka_mock_cluster_cmd(mcluster, rko);

        broker_visit_all(mcluster, (broker_visit_t *)(intptr_t)rko->rko_u.mock.lo, (void *)(intptr_t)rko->rko_u.mock.hi);
        return RD_KAFKA_RESP_ERR_NO_ERROR;
}

/* Calls visit for every partition, on the cluster's own thread (its log has no lock), and returns when done. */
RD_EXPORT rd_kafka_resp_err_t
broker_visit_partitions(rd_kafka_mock_cluster_t *mcluster, broker_visit_t *visit, void *opaque) {
        rd_kafka_op_t *rko = rd_kafka_op_new(RD_KAFKA_OP_MOCK);

        rko->rko_u.mock.cmd = BROKER_CMD_VISIT;
        rko->rko_u.mock.lo  = (intptr_t)visit;
        rko->rko_u.mock.hi  = (intptr_t)opaque;

        return rd_kafka_op_err_destroy(rd_kafka_op_req(mcluster->ops, rko, RD_POLL_INFINITE));
}

#endif
