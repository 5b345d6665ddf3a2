-- What keeps delivery honest when nobody looks, and what an operator does by hand. All of it works on the tables alone, so
-- any bridge can do it, whichever parts of the log it has.

create table bridge_replica (
    pid int primary key,
    name text not null,
    since timestamptz not null default clock_timestamp(),
    destinations jsonb not null
);

comment on table bridge_replica is
    'What each bridge knows of its destinations, written when that changes. A row counts while its session lives.';
comment on column bridge_replica.pid is 'The server''s process of its session, as in pg_stat_activity.';
comment on column bridge_replica.name is 'The bridge''s name, for people to read.';
comment on column bridge_replica.since is 'When the session began.';
comment on column bridge_replica.destinations is '[{"name", "state": "FLOWING" or "TROUBLED", "since", "failure"}]';

create view bridge_session as
    select a.pid, r.name, r.since, coalesce(r.destinations, '[]') as destinations,
        array(select objid::int::smallint from pg_locks
            where locktype = 'advisory' and classid = 7302 and objsubid = 2 and granted and pid = a.pid
                and database = (select oid from pg_database where datname = current_database())
            order by 1) as parts
    from pg_stat_activity a left join bridge_replica r on r.pid = a.pid and r.since >= a.backend_start
    where a.application_name = 'tiffin-event-bridge' and a.datname = current_database();
comment on view bridge_session is 'The bridges that are connected.';
comment on column bridge_session.pid is 'The server''s process of its session.';
comment on column bridge_session.name is 'The bridge''s name; null while it is only just connected.';
comment on column bridge_session.since is 'When it connected.';
comment on column bridge_session.destinations is 'What it knows of them, see bridge_replica.';
comment on column bridge_session.parts is 'The parts of the log that it has.';

-- What waits for one function, in an outage or a pause, is not looked at while others are asked for.
create index redelivery_due_of_type on redelivery (event_type, next_at);

-- The watchdog: the same log again, some minutes after it was settled. A Broker's 202 means no more than that it has
-- heard of an event. An order that still stands where the event left it, waits for a function, and has no explanation,
-- has its event emitted again, and again later, each time twice as late.
--
--   order_log ──(settled for two minutes, order has not moved)──▶ watch ──(due)──┬─ has moved ─────▶ gone
--                                                                   ▲            ├─ explained ─────▶ later ──┐
--                                                                   │            └─ emit_again() ──▶ later ──┤
--                                                                   └────────────────────────────────────────┘
--
-- Explained: its event waits in redelivery (also when its destination is in trouble or its type is paused), is a dead
-- letter, or an operator has the order as a problem.
create function watch_delivery(
    delay interval default '2 minutes', most int default 1000, out suspected int, out emitted int)
    language plpgsql set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off
    set enable_mergejoin = off set jit = off as $$
declare
    stretch record;
    added int;
begin
    suspected := 0;
    emitted := 0;
    if not pg_try_advisory_xact_lock(7303, 1) then
        return;
    end if;
    for stretch in
        select coalesce(w.cursor::text, '1:1:') as since, d.cursor::text as until, array_agg(p.part::smallint) as parts
        from generate_series(0, 15) p (part)
        cross join lateral (
            select cursor from delivery_checkpoint
            where reader = 'delivery' and p.part::smallint = any(parts) and at <= clock_timestamp() - delay
            order by gen desc limit 1) d
        left join lateral (
            select cursor from delivery_checkpoint
            where reader = 'watchdog' and p.part::smallint = any(parts) order by gen desc limit 1) w on true
        group by 1, 2
    loop
        continue when stretch.since = stretch.until;
        insert into watch as known (order_id, status_version, next_at)
        select l.order_id, l.version, now()
        from (
            select order_id, version, status_version from order_log
            where xid >= pg_snapshot_xmax(stretch.since::pg_snapshot)
                and xid < pg_snapshot_xmax(stretch.until::pg_snapshot)
                and pg_visible_in_snapshot(xid, stretch.until::pg_snapshot) and part = any(stretch.parts)
            union all
            select order_id, version, status_version from order_log
            where xid = any(array(select pg_snapshot_xip(stretch.since::pg_snapshot)))
                and pg_visible_in_snapshot(xid, stretch.until::pg_snapshot) and part = any(stretch.parts)) l
        join orders o on o.id = l.order_id and o.status_version = l.version
        where l.version = l.status_version and status_owner(o.status) = 'FUNCTION'
        on conflict (order_id) do update set status_version = excluded.status_version, emitted = 0, next_at = now()
            where known.status_version <> excluded.status_version;
        get diagnostics added = row_count;
        suspected := suspected + added;
        insert into delivery_checkpoint (reader, parts, cursor, owner)
        values ('watchdog', stretch.parts, stretch.until::pg_snapshot, 'watch_delivery');
    end loop;

    with due as materialized (
        select order_id, status_version from watch where next_at <= now()
        order by next_at limit most for update skip locked),
    judged as materialized (
        select d.order_id, o.status_version = d.status_version as stands,
            exists (select from redelivery r where r.order_id = d.order_id and r.version = d.status_version)
            or exists (select from dead_letter l
                where l.order_id = d.order_id and l.version = d.status_version and l.state = 'OPEN')
            or exists (select from deadline p
                where p.order_id = d.order_id and p.status_version = d.status_version and p.raised_at is not null)
            as explained
        from due d join orders o on o.id = d.order_id),
    moved as (delete from watch w using judged j where w.order_id = j.order_id and not j.stands),
    waits as (
        update watch w set next_at = now() + delay from judged j
        where w.order_id = j.order_id and j.stands and j.explained),
    lost as (
        update watch w set
            emitted = w.emitted + 1,
            next_at = now() + least(delay * 2 ^ least(w.emitted, 20), interval '1 hour')
        from judged j where w.order_id = j.order_id and j.stands and not j.explained
        returning w.order_id)
    select count(emit_again(order_id, 'WATCHDOG')) into emitted from lost;
end
$$;
comment on function watch_delivery(interval, int) is
    'Looks at what was settled that long ago, and emits again what has led to nothing and has no explanation. '
    'Returns how many orders were newly suspected, and how many events were emitted again, at most so many a call. '
    'Several may call it at once: one does it.';

create function close_superseded_dead_letters() returns int language plpgsql set enable_seqscan = off as $$
declare
    closed int;
begin
    update dead_letter d set state = 'SUPERSEDED' from orders o
    where d.state = 'OPEN' and d.event_type <> 'dev.tiffin.order.updated'
        and o.id = d.order_id and o.status_version > d.version;
    get diagnostics closed = row_count;
    return closed;
end
$$;
comment on function close_superseded_dead_letters() is
    'Closes dead letters of orders that have moved on by themselves. Returns how many.';

-- What an operator may decide for an order that no step can finish. The same ends as those of its deadlines; refused is
-- what has an end of its own or is not ours to end.
create function end_order(of_order uuid, who text, sentence text) returns order_status language plpgsql
    security definer set search_path = public, pg_temp set enable_seqscan = off as $$
declare
    ended order_status;
begin
    update orders set
        status = case when status in ('PLACED', 'VALIDATED') then 'REJECTED' else 'REFUND_REQUESTED' end::order_status,
        reason_code = 'CANCELLED_BY_OPERATOR',
        reason = sentence,
        changed_by = 'by:operator:' || who
    where id = of_order
        and status in ('PLACED', 'VALIDATED', 'PAYMENT_REQUESTED', 'PAID', 'AWAITING_RESTAURANT', 'APPROVED', 'ASSIGNED')
    returning status into ended;
    if ended is not null then
        update dead_letter set state = 'ENDED' where order_id = of_order and state = 'OPEN';
    end if;
    return ended;
end
$$;
comment on function end_order(uuid, text, text) is
    'Ends an order on an operator''s word: REJECTED before a charge was asked for, REFUND_REQUESTED after. '
    'Returns the new status; null if there is no such order, or it cannot be ended where it stands.';
revoke execute on function end_order(uuid, text, text) from public;

create view delivery_health as
    select
        (select count(*) from redelivery) as redelivery_rows,
        (select coalesce(extract(epoch from clock_timestamp() - min(waiting_since)), 0)::float8 from redelivery)
            as redelivery_oldest_seconds,
        (select count(*) from dead_letter where state = 'OPEN') as dead_letters_open,
        (select count(*) from watch) as orders_watched,
        (select count(*) from delivery_checkpoint) as checkpoint_rows,
        (select count(*) from (select from order_log_default limit 1000) d) as log_default_rows,
        pg_notification_queue_usage() as notify_queue_usage,
        (select count(*) from pg_locks where locktype = 'object' and not granted) as notify_lock_waits,
        coalesce(x.age, 0) as oldest_xmin_age,
        coalesce(x.owner, '') as oldest_xmin_owner
    from (values (true)) one left join lateral (
        select age(backend_xmin)::bigint as age, coalesce(nullif(application_name, ''), backend_type) as owner
        from pg_stat_activity where backend_xmin is not null and pid <> pg_backend_pid()
        order by age(backend_xmin) desc limit 1) x on true;
comment on view delivery_health is 'Figures of delivery as a whole, whichever bridge is asked.';
comment on column delivery_health.redelivery_rows is 'Events that wait to be sent again.';
comment on column delivery_health.redelivery_oldest_seconds is 'How long the first of them has waited.';
comment on column delivery_health.dead_letters_open is 'Events that nobody will send any more unless told to.';
comment on column delivery_health.orders_watched is 'Orders that the watchdog found standing still.';
comment on column delivery_health.checkpoint_rows is 'Checkpoints that are kept.';
comment on column delivery_health.log_default_rows is
    'Rows of the log that no month has caught, counted up to 1000: should be 0, make_order_log_partitions() moves them.';
comment on column delivery_health.notify_queue_usage is 'How full the queue of notifications is, 0 to 1.';
comment on column delivery_health.notify_lock_waits is 'Transactions that wait for each other because they notify.';
comment on column delivery_health.oldest_xmin_age is
    'Transactions since the oldest snapshot that somebody still uses: dead rows younger than that cannot be removed.';
comment on column delivery_health.oldest_xmin_owner is 'Whose it is, as far as this role may know.';
