create table products (
    product_id  text primary key collate "C",
    name        text not null,
    price_cents bigint not null check (price_cents > 0),
    available   bigint not null check (available >= 0)   -- the last guard against overselling
);

-- One row an order, kept after its release: a reservation that arrives late finds it and reserves nothing.
create table reservations (
    order_id   text primary key collate "C",
    released   boolean not null default false,
    created_at timestamptz not null default now()
);

create table reservation_items (
    order_id    text not null collate "C" references reservations,
    product_id  text not null collate "C" references products,
    quantity    bigint not null check (quantity > 0),
    price_cents bigint not null,
    primary key (order_id, product_id)
);

-- 500 products; the first never runs out in a load test.
insert into products (product_id, name, price_cents, available)
select
    'p-' || lpad(n::text, 4, '0'),
    (array['Oak', 'Walnut', 'Steel', 'Linen', 'Copper', 'Glass', 'Wool', 'Cork', 'Slate', 'Ash'])[1 + n % 10] || ' ' ||
    (array['Lamp', 'Chair', 'Desk', 'Kettle', 'Clock', 'Shelf', 'Mug', 'Rug', 'Stool', 'Vase'])[1 + (n / 10) % 10] || ' No. ' || n,
    500 + (n * 7919) % 20000,
    case when n = 1 then 10000000 else 1000 + (n * 31) % 4000 end
from generate_series(1, 500) as n;
