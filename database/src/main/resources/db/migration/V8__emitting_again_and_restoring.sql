-- A row that is due already is being sent, or about to be: asking for it again at a later time then means a further
-- time. Were the earlier of both kept, an order without an agent would be sent in a loop without a pause.
create function emit_again(of_order uuid, why text, due timestamptz default now()) returns int language plpgsql
    set enable_seqscan = off as $$
declare
    emitted int;
begin
    insert into redelivery as r (order_id, version, next_at, why)
    select o.id, o.status_version, due, emit_again.why from orders o where o.id = of_order
    on conflict (order_id, version) do update set
        gen = r.gen + 1,
        next_at = case when r.next_at <= now() then excluded.next_at else least(r.next_at, excluded.next_at) end,
        why = excluded.why
    returning version into emitted;
    perform pg_notify('order_log_ctl', '');
    return emitted;
end
$$;
comment on function emit_again(uuid, text, timestamptz) is
    'The one way to have an event sent again: that by which the order entered its present status. '
    'Returns its version, null for an unknown order.';

-- 3 is the first number a transaction can have: older than every snapshot, so no cursor matches the row. The
-- checkpoint is written by a later transaction, for its snapshot must not count the update itself as under way.
create procedure restore_delivery() language plpgsql as $$
begin
    update order_log set xid = '3';
    delete from delivery_checkpoint;
    delete from redelivery;
    commit;
    insert into delivery_checkpoint (reader, parts, cursor, owner)
    select reader, array(select generate_series(0, 15)::smallint), pg_current_snapshot(), 'restore_delivery'
    from unnest(array['delivery', 'watchdog']) reader;
    perform emit_again(id, 'RESTORED') from orders where status_owner(status) = 'FUNCTION';
end
$$;
comment on procedure restore_delivery() is
    'To be called once, with gateways and bridges stopped, after a dump was restored: '
    'the old cluster''s transaction numbers mean nothing in the new one.';
revoke execute on procedure restore_delivery() from public;

-- Made apart and then attached: that stops neither writers nor readers of the log.
create function make_order_log_partitions(from_month date default current_date, months int default 3) returns int
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    first_month constant timestamp := date_trunc('month', from_month::timestamp);
    starts timestamptz;
    ends timestamptz;
    partition_name text;
    made int := 0;
begin
    perform pg_advisory_xact_lock(7303, 0);
    for i in 0 .. months - 1 loop
        starts := (first_month + i * interval '1 month') at time zone 'UTC';
        ends := (first_month + (i + 1) * interval '1 month') at time zone 'UTC';
        partition_name := 'order_log_' || to_char(starts at time zone 'UTC', 'YYYY_MM');
        continue when to_regclass(partition_name) is not null;
        execute format('create table %I (like order_log including all)', partition_name);
        execute format(
            'with moved as (delete from order_log_default where changed_at >= %L and changed_at < %L returning *)
            insert into %I select * from moved', starts, ends, partition_name);
        execute format('alter table order_log attach partition %I for values from (%L) to (%L)',
            partition_name, starts, ends);
        made := made + 1;
    end loop;
    return made;
end
$$;
comment on function make_order_log_partitions(date, int) is
    'Makes the partitions of so many months, by UTC, unless they exist, and moves into them what order_log_default '
    'caught. Returns how many were made. Several may call it at once.';
revoke execute on function make_order_log_partitions(date, int) from public;

do $$ begin perform make_order_log_partitions((now() at time zone 'UTC')::date, 3); end $$;

-- Parts are mostly settled together: the log is read once for each different cursor. By index, though the planner
-- cannot know how little lies behind a cursor.
create function read_delivery_lag(
    out part smallint, out checkpoint_at timestamptz, out unsettled bigint, out oldest_unsettled_at timestamptz,
    out lag_seconds float8) returns setof record stable language sql
    set enable_seqscan = off set enable_bitmapscan = off as $$
    with newest as (
        select p.part::smallint as part, c.at, coalesce(c.cursor::text, '1:1:') as cursor
        from generate_series(0, 15) p (part) left join lateral (
            select at, cursor from delivery_checkpoint
            where reader = 'delivery' and p.part = any(parts) order by gen desc limit 1) c on true),
    behind as (
        select l.part, count(*) as events, min(l.changed_at) as oldest
        from (select cursor::pg_snapshot as cursor, array_agg(part) as parts from newest group by newest.cursor) c
        cross join lateral (
            select part, changed_at from order_log where part = any(c.parts) and xid >= pg_snapshot_xmax(c.cursor)
            union all
            select part, changed_at from order_log
            where part = any(c.parts) and xid = any(array(select pg_snapshot_xip(c.cursor)))) l
        group by l.part)
    select n.part, n.at, coalesce(b.events, 0), b.oldest,
        coalesce(extract(epoch from clock_timestamp() - b.oldest), 0)::float8
    from newest n left join behind b on b.part = n.part
$$;
comment on function read_delivery_lag() is 'Behind the view delivery_lag.';

create view delivery_lag as select * from read_delivery_lag();
comment on view delivery_lag is
    'How far delivery is behind, by part, as the newest checkpoints tell: also when no bridge runs. '
    'May count up to 200 ms of settled events.';
comment on column delivery_lag.part is 'The part of the log.';
comment on column delivery_lag.checkpoint_at is
    'When its newest checkpoint was written; null: nothing was ever settled.';
comment on column delivery_lag.unsettled is 'Events behind the checkpoint.';
comment on column delivery_lag.oldest_unsettled_at is 'When the oldest of them was written; null if there are none.';
comment on column delivery_lag.lag_seconds is 'Its age; 0 if there are none.';

create function pin_index_use(of_role name) returns void language plpgsql as $$
declare
    setting text;
begin
    foreach setting in array array['enable_seqscan = off', 'jit = off', 'synchronous_commit = on',
        'idle_in_transaction_session_timeout = ''30s'''] loop
        execute format('alter role %I in database %I set %s', of_role, current_database(), setting);
    end loop;
exception when insufficient_privilege then
    raise notice 'not permitted to change settings of role %: set enable_seqscan and jit off for it by hand', of_role;
end
$$;
comment on function pin_index_use(name) is
    'Settings of a role that writes orders. A plan made while a table was small must not read all of it when it has '
    'grown; jit would compile for plans that merely look dear; an idle transaction keeps bridges awake.';
