create table delivery_checkpoint (
    gen bigint primary key generated always as identity,
    reader text not null check (reader in ('delivery', 'watchdog')),
    parts smallint[] not null,
    cursor pg_snapshot not null,
    owner text not null,
    at timestamptz not null default clock_timestamp()
);

comment on table delivery_checkpoint is
    'How far order_log was read and settled. Only ever inserted into, on the session that holds the lease of the '
    'parts; a part''s newest row counts.';
comment on column delivery_checkpoint.gen is 'Greatest is newest.';
comment on column delivery_checkpoint.reader is 'delivery, or watchdog (the same log again, minutes later).';
comment on column delivery_checkpoint.parts is 'The parts that were read up to the cursor.';
comment on column delivery_checkpoint.cursor is
    'Everything visible in this snapshot is settled. Means nothing in another cluster, see restore_delivery().';
comment on column delivery_checkpoint.owner is 'Which bridge wrote it, for people to read.';
comment on column delivery_checkpoint.at is 'When.';

create table redelivery (
    order_id uuid not null,
    version int not null,
    gen bigint not null default 1,
    event_type text,
    attempts int not null default 0 check (attempts >= 0),
    next_at timestamptz not null default clock_timestamp(),
    waiting_since timestamptz not null default clock_timestamp(),
    first_failed_at timestamptz,
    last_status int,
    last_error text,
    why text not null,
    primary key (order_id, version)
);
create index redelivery_due on redelivery (next_at);
create index redelivery_for_want_of_an_agent on redelivery (waiting_since) where why = 'NO_AGENT_FREE';

comment on table redelivery is 'Events that are to be sent again, or that wait behind one of the same order.';
comment on column redelivery.order_id is 'The order.';
comment on column redelivery.version is 'The version whose event it is.';
comment on column redelivery.gen is
    'Raised by every emit_again(): the row is deleted after a success only if it was not asked for once more '
    'meanwhile.';
comment on column redelivery.event_type is 'Of the event where known, else null: follows from the log.';
comment on column redelivery.attempts is 'Failed deliveries so far.';
comment on column redelivery.next_at is 'When it is due.';
comment on column redelivery.waiting_since is 'When it began to wait: who waits longest for an agent comes first.';
comment on column redelivery.first_failed_at is 'When it failed first; null if it never did.';
comment on column redelivery.last_status is 'HTTP status of the last failure; null for no answer.';
comment on column redelivery.last_error is 'What the last failure said.';
comment on column redelivery.why is 'Why it is here, e.g. NO_AGENT_FREE, FAILED, PAUSED, RESTORED.';

create table dead_letter (
    order_id uuid not null,
    version int not null,
    event_type text not null,
    attempts int not null check (attempts >= 0),
    first_failed_at timestamptz,
    dead_at timestamptz not null default clock_timestamp(),
    last_status int,
    answer text,
    state text not null default 'OPEN' check (state in ('OPEN', 'RETRIED', 'ENDED', 'SUPERSEDED')),
    primary key (order_id, version)
);
create index dead_letter_open on dead_letter (dead_at) where state = 'OPEN';

comment on table dead_letter is 'Events that could not be delivered and that nobody will send again unless told to.';
comment on column dead_letter.order_id is 'The order.';
comment on column dead_letter.version is 'The version whose event it was.';
comment on column dead_letter.event_type is 'Of the event.';
comment on column dead_letter.attempts is 'How often it was tried.';
comment on column dead_letter.first_failed_at is 'When it failed first.';
comment on column dead_letter.dead_at is 'When it was given up.';
comment on column dead_letter.last_status is 'HTTP status of the last answer; null for none.';
comment on column dead_letter.answer is 'What the last answer said, without personal data.';
comment on column dead_letter.state is
    'OPEN; RETRIED: sent again; ENDED: an operator ended the order; SUPERSEDED: the order moved on by itself.';

create table delivery_attempt (
    order_id uuid not null,
    version int not null,
    at timestamptz not null default clock_timestamp(),
    destination text not null,
    status int,
    millis int not null check (millis >= 0),
    answer text
);
create index delivery_attempt_of_order on delivery_attempt (order_id, version, at);

comment on table delivery_attempt is 'Failed deliveries. A success needs no row: it is the next version in the log.';
comment on column delivery_attempt.order_id is 'The order.';
comment on column delivery_attempt.version is 'The version whose event it was.';
comment on column delivery_attempt.at is 'When.';
comment on column delivery_attempt.destination is 'Where to.';
comment on column delivery_attempt.status is 'HTTP status; null for no answer.';
comment on column delivery_attempt.millis is 'How long it took.';
comment on column delivery_attempt.answer is 'What the answer said, without personal data.';

create table watch (
    order_id uuid primary key,
    status_version int not null,
    emitted int not null default 0,
    next_at timestamptz not null
);
create index watch_due on watch (next_at);

comment on table watch is 'Orders that the watchdog found standing still without an explanation.';
comment on column watch.order_id is 'The order.';
comment on column watch.status_version is 'Where it stood; the row goes when the order has moved.';
comment on column watch.emitted is 'How often its event was emitted again.';
comment on column watch.next_at is 'When to look again.';

create table delivery_pause (
    event_type text primary key,
    by text not null,
    at timestamptz not null default clock_timestamp(),
    why text not null
);

comment on table delivery_pause is 'Event types that an operator holds back; they wait in redelivery.';
comment on column delivery_pause.event_type is 'Held back.';
comment on column delivery_pause.by is 'By whom.';
comment on column delivery_pause.at is 'Since when.';
comment on column delivery_pause.why is 'And why.';

create table operator_action (
    at timestamptz not null default clock_timestamp(),
    who text not null,
    what text not null,
    why text not null
);
create index operator_action_times on operator_action (at);

comment on table operator_action is 'What operators did by hand; kept.';
comment on column operator_action.at is 'When.';
comment on column operator_action.who is 'Subject of the operator''s token.';
comment on column operator_action.what is 'The action and what it touched.';
comment on column operator_action.why is 'The reason given.';
