create type order_status as enum (
    'PLACED', 'VALIDATED', 'PAYMENT_REQUESTED', 'PAID', 'AWAITING_RESTAURANT', 'APPROVED', 'ASSIGNED', 'PICKED_UP',
    'DELIVERED', 'REJECTED', 'CANCELLED', 'REFUND_REQUESTED', 'REFUNDED');
comment on type order_status is 'The states of an order. Each waits for exactly one owner, see status_owner().';

create function status_owner(status order_status) returns text immutable parallel safe language sql as $$
    select case status
        when 'PLACED' then 'FUNCTION' when 'PAYMENT_REQUESTED' then 'FUNCTION' when 'PAID' then 'FUNCTION'
        when 'APPROVED' then 'FUNCTION' when 'REFUND_REQUESTED' then 'FUNCTION'
        when 'VALIDATED' then 'CUSTOMER' when 'AWAITING_RESTAURANT' then 'RESTAURANT'
        when 'ASSIGNED' then 'AGENT' when 'PICKED_UP' then 'AGENT'
        else 'NOBODY' end
$$;
comment on function status_owner(order_status) is
    'Who has to act next: FUNCTION, CUSTOMER, RESTAURANT, AGENT or NOBODY.';

-- Every change rewrites the whole row. The free space a page keeps holds the next version of its rows on the same
-- page, and no index names a column that moves: so changes are heap-only and touch no index. Measured with batches of
-- 20 and 100 orders of 1.0 and 1.4 KB, six changes each: fillfactor 100, 70, 50, 40 made 12, 75, 95, 99 % of them
-- heap-only, at 17.5, 11, 9, 8.5 KB of write-ahead log an order; below 40 nothing more was to be had.
-- The CHECKs run at every change as well; what needs to unpack JSON is checked at placement only, by a trigger.
create table orders (
    id uuid primary key,
    created_at timestamptz not null default clock_timestamp(),
    customer_id text not null check (customer_id <> ''),
    restaurant_id text not null check (restaurant_id <> ''),
    restaurant jsonb not null,
    address text not null,
    latitude float8 not null check (latitude between -90 and 90),
    longitude float8 not null check (longitude between -180 and 180),
    lines jsonb not null,
    total bigint not null check (total > 0),
    currency text not null check (length(currency) = 3),
    request_digest bytea not null default '',
    payment_method text,
    status order_status not null default 'PLACED',
    version int not null default 1,
    status_version int not null default 1,
    changed_at timestamptz not null default clock_timestamp(),
    changed_by text not null default '',
    traceparent text,
    validated_at timestamptz,
    paid_at timestamptz,
    approved_at timestamptz,
    agent_assigned_at timestamptz,
    is_validated boolean not null generated always as (validated_at is not null) stored,
    is_paid boolean not null generated always as (paid_at is not null) stored,
    is_approved boolean not null generated always as (approved_at is not null) stored,
    is_agent_assigned boolean not null generated always as (agent_assigned_at is not null) stored,
    payment_reference text,
    payment_attempt int not null default 0,
    cancel_requested_at timestamptz,
    agent_id text,
    promised_at timestamptz,
    reason_code text,
    reason text,
    refunded_at timestamptz,
    constraint versions_count_up check (status_version between 1 and version),
    constraint validated_has_a_time check (
        status in ('PLACED', 'REJECTED', 'CANCELLED', 'REFUND_REQUESTED', 'REFUNDED') or validated_at is not null),
    constraint charge_is_asked_of_a_method check (payment_attempt >= 0 and (
        status <> 'PAYMENT_REQUESTED' or (payment_method is not null and payment_attempt > 0))),
    constraint paid_goes_with_a_reference check ((paid_at is null) = (payment_reference is null)),
    constraint paid_is_where_money_is check (case
        when status in ('PAID', 'AWAITING_RESTAURANT', 'APPROVED', 'ASSIGNED', 'PICKED_UP', 'DELIVERED')
            then paid_at is not null
        when status in ('REFUND_REQUESTED', 'REFUNDED') then true
        else paid_at is null end),
    constraint approved_has_a_time check (
        status not in ('APPROVED', 'ASSIGNED', 'PICKED_UP', 'DELIVERED') or approved_at is not null),
    constraint promised_by_an_approval check (promised_at is null or approved_at is not null),
    constraint agent_goes_with_a_time check ((agent_id is null) = (agent_assigned_at is null)),
    constraint assigned_to_an_agent check (
        status not in ('ASSIGNED', 'PICKED_UP', 'DELIVERED') or agent_id is not null),
    constraint reason_goes_with_a_code check ((reason is null) = (reason_code is null)),
    constraint ended_early_for_a_reason check (
        status not in ('REJECTED', 'CANCELLED', 'REFUND_REQUESTED') or reason_code is not null),
    constraint refund_of_a_charge check (status <> 'REFUND_REQUESTED' or payment_attempt > 0 or paid_at is not null),
    constraint refunded_has_a_time check (status <> 'REFUNDED' or refunded_at is not null)
) with (fillfactor = 40);
create index orders_of_customer on orders (customer_id, created_at desc, id desc);
create index orders_of_restaurant on orders (restaurant_id, created_at desc, id desc);
create index orders_newest on orders (created_at desc, id desc);

create sequence order_log_seq;

create table order_log (
    order_id uuid not null,
    version int not null,
    seq bigint not null default nextval('order_log_seq'),
    xid xid8 not null default pg_current_xact_id(),
    part smallint not null,
    status order_status not null,
    from_status order_status,
    changed_at timestamptz not null,
    changed_by text not null,
    status_version int not null,
    payment_method text,
    traceparent text,
    validated_at timestamptz,
    paid_at timestamptz,
    approved_at timestamptz,
    agent_assigned_at timestamptz,
    payment_reference text,
    payment_attempt int not null,
    cancel_requested_at timestamptz,
    agent_id text,
    promised_at timestamptz,
    reason_code text,
    reason text,
    refunded_at timestamptz
) partition by range (changed_at);
create table order_log_default partition of order_log default;
create index order_log_news on order_log (xid, seq);
create index order_log_pages on order_log (seq);
create index order_log_of_order on order_log (order_id, version);
create index order_log_times on order_log using brin (changed_at);
