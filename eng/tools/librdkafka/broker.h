/* What embedded/Kafka adds to librdkafka's mock cluster, so that it can be a broker for a whole system: a fixed
 * port, partitions that hold more than a unit test needs and find a batch quickly, a count of what they drop,
 * idempotent producers, fetches that are answered when data comes, and a look inside. prepare.sh puts the calls into rdkafka_mock.c and
 * rdkafka_mock_handlers.c, which include this file for the declarations, and the rest at the end of rdkafka_mock.c.
 * Settings are environment variables of the process that makes the cluster. All of it runs on the cluster's thread.
 * No topic is ever deleted, so a pointer to a partition lives as long as the cluster. */

#ifndef BROKER_IMPLEMENTATION

size_t broker_bound(const char *name, size_t otherwise);
uint16_t broker_port(int32_t broker_id);
void broker_appended(rd_kafka_mock_partition_t *mpart, rd_kafka_mock_msgset_t *mset);
void broker_removed(rd_kafka_mock_partition_t *mpart, const rd_kafka_mock_msgset_t *mset);
void broker_drop(rd_kafka_mock_partition_t *mpart, rd_kafka_mock_msgset_t *mset);
const rd_kafka_mock_msgset_t *broker_find(const rd_kafka_mock_partition_t *mpart, int64_t offset);
rd_kafka_resp_err_t broker_check_sequence(rd_kafka_mock_partition_t *mpart, rd_kafka_buf_t *rkbuf, int32_t messages,
                                          const rd_kafkap_str_t *transactional_id, int64_t *base_offset,
                                          rd_bool_t *is_duplicate);
void broker_await(rd_kafka_mock_connection_t *mconn, rd_kafka_mock_partition_t *mpart);
rd_kafka_resp_err_t broker_command(rd_kafka_mock_cluster_t *mcluster, rd_kafka_op_t *rko);

#else

#define BROKER_CMD_VISIT 0x7001 /* beside upstream's RD_KAFKA_MOCK_CMD_* */

/* Offsets count messages: start is the first one held, end the one after the last; bytes are of batches. */
typedef void(broker_visit_t)(void *opaque, const char *topic, int32_t partition, int32_t leader,
                             int64_t start, int64_t end, int64_t bytes, int64_t dropped);

size_t broker_bound(const char *name, size_t otherwise) {
        const char *value = rd_getenv(name, NULL);
        return value ? (size_t)strtoull(value, NULL, 10) : otherwise;
}

/* In network order. Brokers are numbered from 1; without TRACING_KAFKA_PORT the kernel chooses. */
uint16_t broker_port(int32_t broker_id) {
        int first = atoi(rd_getenv("TRACING_KAFKA_PORT", "0"));
        return first ? htons((uint16_t)(first + broker_id - 1)) : 0;
}

/* Sends the empty answers that wait for this partition; their clients then fetch what has come. */
static void broker_wake(rd_kafka_mock_partition_t *mpart) {
        rd_kafka_mock_connection_t *mconn;
        rd_kafka_buf_t *response;

        if (!mpart->leader)
                return;

        TAILQ_FOREACH(mconn, &mpart->leader->connections, link) {
                if (!rd_list_find(&mconn->awaited, mpart, rd_list_cmp_ptr))
                        continue;
                rd_list_clear(&mconn->awaited);
                TAILQ_FOREACH(response, &mconn->outbufs.rkbq_bufs, rkbuf_link)
                response->rkbuf_ts_retry = 0;
                rd_kafka_mock_cluster_io_set_events(mpart->topic->cluster, mconn->transport->rktrans_s, POLLOUT);
        }
}

void broker_await(rd_kafka_mock_connection_t *mconn, rd_kafka_mock_partition_t *mpart) {
        if (mpart)
                rd_list_add(&mconn->awaited, mpart);
}

/* Batches come at the end and go at the start: the index is an array with room at both, kept half full or more. */
void broker_appended(rd_kafka_mock_partition_t *mpart, rd_kafka_mock_msgset_t *mset) {
        if (mpart->index.end == mpart->index.size && mpart->index.first > mpart->index.size / 2) {
                mpart->index.end -= mpart->index.first;
                memmove(mpart->index.at, mpart->index.at + mpart->index.first,
                        mpart->index.end * sizeof(*mpart->index.at));
                mpart->index.first = 0;
        } else if (mpart->index.end == mpart->index.size) {
                mpart->index.size = mpart->index.size ? mpart->index.size * 2 : 64;
                mpart->index.at   = rd_realloc(mpart->index.at, mpart->index.size * sizeof(*mpart->index.at));
        }

        mpart->index.at[mpart->index.end++] = mset;
        broker_wake(mpart);
}

void broker_removed(rd_kafka_mock_partition_t *mpart, const rd_kafka_mock_msgset_t *mset) {
        rd_assert(mpart->index.at[mpart->index.first] == mset);
        mpart->index.first++;
}

void broker_drop(rd_kafka_mock_partition_t *mpart, rd_kafka_mock_msgset_t *mset) {
        mpart->dropped += mset->last_offset - mset->first_offset + 1;
        rd_kafka_mock_msgset_destroy(mpart, mset);
}

const rd_kafka_mock_msgset_t *broker_find(const rd_kafka_mock_partition_t *mpart, int64_t offset) {
        size_t low = mpart->index.first, high = mpart->index.end;

        while (low < high) {
                size_t middle                      = low + (high - low) / 2;
                const rd_kafka_mock_msgset_t *mset = mpart->index.at[middle];
                if (mset->last_offset < offset)
                        low = middle + 1;
                else if (mset->first_offset > offset)
                        high = middle;
                else
                        return mset;
        }

        return NULL;
}

#define BROKER_BATCHES_PER_PRODUCER 5 /* as many as a producer may have in flight (KIP-98) */
#define BROKER_PRODUCERS_PER_PARTITION 1000

/* One idempotent producer's latest batches in a partition, newest last. */
typedef struct broker_producer_s {
        rd_kafka_pid_t pid;
        int cnt;
        struct {
                int32_t first, last; /* sequence numbers */
                int64_t offset;
        } batches[BROKER_BATCHES_PER_PRODUCER];
} broker_producer_t;

static broker_producer_t *broker_producer_get(rd_kafka_mock_partition_t *mpart, rd_kafka_pid_t pid) {
        broker_producer_t *producer;
        int i;

        RD_LIST_FOREACH(producer, &mpart->producers, i) {
                if (producer->pid.id == pid.id)
                        return producer;
        }

        if (rd_list_cnt(&mpart->producers) == BROKER_PRODUCERS_PER_PARTITION) {
                rd_free(rd_list_elem(&mpart->producers, 0));
                rd_list_remove_elem(&mpart->producers, 0);
        }

        producer      = rd_calloc(1, sizeof(*producer));
        producer->pid = pid;
        rd_list_add(&mpart->producers, producer);
        return producer;
}

/* A batch that is here already is acknowledged with its offset and not appended; one that comes before its turn is
 * refused, and the producer sends it again. A producer that is not known here may begin anywhere, as with Kafka:
 * it may be older than this process. */
rd_kafka_resp_err_t broker_check_sequence(rd_kafka_mock_partition_t *mpart, rd_kafka_buf_t *rkbuf, int32_t messages,
                                          const rd_kafkap_str_t *transactional_id, int64_t *base_offset,
                                          rd_bool_t *is_duplicate) {
        const int log_decode_errors = LOG_ERR; /* used by the macros below, as is err_parse */
        broker_producer_t *producer;
        rd_kafka_pid_t pid;
        int32_t first, last;
        int i;

        rd_kafka_buf_peek_i64(rkbuf, RD_KAFKAP_MSGSET_V2_OF_ProducerId, &pid.id);
        rd_kafka_buf_peek_i16(rkbuf, RD_KAFKAP_MSGSET_V2_OF_ProducerEpoch, &pid.epoch);
        rd_kafka_buf_peek_i32(rkbuf, RD_KAFKAP_MSGSET_V2_OF_BaseSequence, &first);
        if (pid.id < 0 || RD_KAFKAP_STR_LEN(transactional_id) > 0)
                return RD_KAFKA_RESP_ERR_NO_ERROR;

        last     = (int32_t)(((int64_t)first + messages - 1) & INT32_MAX); /* they wrap around to 0 */
        producer = broker_producer_get(mpart, pid);
        if (pid.epoch < producer->pid.epoch)
                return RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH;
        if (pid.epoch > producer->pid.epoch) {
                producer->pid = pid;
                producer->cnt = 0;
        }

        for (i = 0; i < producer->cnt; i++) {
                if (producer->batches[i].first == first && producer->batches[i].last == last) {
                        *base_offset  = producer->batches[i].offset;
                        *is_duplicate = rd_true;
                        return RD_KAFKA_RESP_ERR_NO_ERROR;
                }
        }

        if (producer->cnt > 0 && first != ((producer->batches[producer->cnt - 1].last + (int64_t)1) & INT32_MAX))
                return RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER;

        if (producer->cnt == BROKER_BATCHES_PER_PRODUCER)
                memmove(&producer->batches[0], &producer->batches[1],
                        --producer->cnt * sizeof(producer->batches[0]));
        producer->batches[producer->cnt].first    = first;
        producer->batches[producer->cnt].last     = last;
        producer->batches[producer->cnt++].offset = mpart->end_offset;
        return RD_KAFKA_RESP_ERR_NO_ERROR;

err_parse:
        return rkbuf->rkbuf_err;
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

rd_kafka_resp_err_t broker_command(rd_kafka_mock_cluster_t *mcluster, rd_kafka_op_t *rko) {
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
