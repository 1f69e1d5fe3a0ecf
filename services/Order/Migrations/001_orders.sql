-- The state of each order's grain; version is its ETag.
create table orders (
    order_id   text primary key collate "C",
    version    bigint not null,
    state      jsonb not null,
    status     text generated always as (state ->> 'status') stored,
    created_at timestamptz not null default now()
);

-- What is still to be said to Kafka, one row an order, written in the transaction that writes the order. The row
-- stays until the order is settled and falls due again from time to time, so a message that was lost is sent again.
create table outbox (
    order_id    text primary key collate "C" references orders,
    topic       text not null,
    payload     bytea not null,
    traceparent text,
    tracestate  text,
    baggage     text,
    attempts    integer not null default 0,
    due_at      timestamptz not null default now()
);
create index outbox_due on outbox (due_at);

-- Stock that an order holds, or may hold, in the catalog without being sold: written before stock is reserved,
-- deleted in the transaction that writes the order. What is left over is given back.
create table stock_holds (
    order_id  text primary key collate "C",
    releasing boolean not null default false,
    since     timestamptz not null default clock_timestamp()   -- not now(): the statement may be slowed down
);

-- The first answer to each idempotency key.
create table idempotency_keys (
    customer_id text not null collate "C",
    key         text not null collate "C",
    fingerprint bytea not null,              -- keyed hash of the body
    order_id    text not null,
    answer      jsonb,                       -- null while the first request is in flight
    leased_till timestamptz not null,        -- when a request in flight is taken to be dead
    created_at  timestamptz not null default now(),
    primary key (customer_id, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);
