create table users (
    user_id    uuid primary key default gen_random_uuid(),
    email      text not null unique,      -- lower case
    salt       bytea not null,
    hash       bytea not null,            -- PBKDF2-SHA256 of the password
    iterations integer not null
);
