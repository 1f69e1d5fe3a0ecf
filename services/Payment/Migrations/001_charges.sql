-- One row an order: a message that comes again finds it and charges nothing.
create table charges (
    order_id     text primary key collate "C",
    amount_cents bigint not null,
    status       text not null default 'pending' check (status in ('pending', 'paid', 'rejected', 'failed')),
    charge_id    text,                               -- the provider's, once captured
    created_at   timestamptz not null default now(),
    settled_at   timestamptz
);
