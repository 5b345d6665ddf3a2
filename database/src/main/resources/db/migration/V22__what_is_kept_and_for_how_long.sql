-- Nothing grows for ever, and nothing goes that is still needed. Any bridge may call these, as those of the watchdog.

-- Kept of every part and reader: its newest, and its newest that is old enough for the watchdog. Everything else that
-- old may go: by reader and part, for one busy bridge must not have to keep all since another's last change.
create function clean_delivery_checkpoints(delay interval default '2 minutes') returns bigint language plpgsql as $$
declare
    deleted bigint;
begin
    with kept as materialized (
        select n.gen
        from unnest(array['delivery', 'watchdog']) r (reader) cross join generate_series(0, 15) p (part)
        cross join lateral (
            (select gen from delivery_checkpoint
            where reader = r.reader and p.part::smallint = any(parts) order by gen desc limit 1)
            union all
            (select gen from delivery_checkpoint
            where reader = r.reader and p.part::smallint = any(parts) and at <= clock_timestamp() - delay
            order by gen desc limit 1)) n)
    delete from delivery_checkpoint c
    where c.at <= clock_timestamp() - delay and not exists (select from kept k where k.gen = c.gen);
    get diagnostics deleted = row_count;
    return deleted;
end
$$;
comment on function clean_delivery_checkpoints(interval) is
    'Deletes checkpoints that no reader will ask for again. Returns how many.';

create index delivery_attempt_times on delivery_attempt using brin (at);

create function clean_delivery_attempts(keep interval default '13 months') returns bigint language plpgsql as $$
declare
    deleted bigint;
begin
    delete from delivery_attempt a
    where a.at < now() - keep and not exists (
        select from dead_letter d where d.order_id = a.order_id and d.version = a.version and d.state = 'OPEN');
    get diagnostics deleted = row_count;
    return deleted;
end
$$;
comment on function clean_delivery_attempts(interval) is
    'Deletes failures that are older, but for those of open dead letters. Returns how many.';

-- Never by age alone: changed_at is not when it was committed. The lock comes first and the look at the cursors later,
-- in a statement with a later snapshot: whoever had written to the month has ended by then. One month a call, for the
-- lock stops all writers until the call ends; and it is not waited for, since those who come later wait behind it.
create function drop_order_log_partition(keep interval default '13 months', out month text, out kept_because text)
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '200ms' as $$
declare
    candidate text;
    needed boolean;
begin
    if keep < interval '1 month' then
        raise invalid_parameter_value using message = 'the log is kept for a month at least';
    end if;
    for candidate in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'order_log'::regclass and c.relname ~ '^order_log_\d{4}_\d{2}$'
            and to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' + keep <= now() at time zone 'UTC'
        order by c.relname
    loop
        month := right(candidate, 7);
        kept_because := null;
        execute format(
            'select exists (select from %I l join orders o on o.id = l.order_id and o.status_version = l.version
            where status_owner(o.status) <> %L)', candidate, 'NOBODY') into needed;
        if needed then
            kept_because := 'an order that still waits entered its status then';
            continue;
        end if;
        begin
            lock table only order_log in access exclusive mode;
            execute format('lock table %I in access exclusive mode', candidate);
            if is_log_needed(candidate) then
                kept_because := 'not everything in it is delivered, or it is to be delivered again';
                -- Gives the locks back.
                raise lock_not_available using message = kept_because;
            end if;
            execute format('drop table %I', candidate);
            kept_because := null;
            return;
        exception when lock_not_available then
            kept_because := coalesce(kept_because, 'somebody is at work in it');
        end;
    end loop;
end
$$;
comment on function drop_order_log_partition(interval) is
    'Drops the oldest month of the log that is older than that and needed by nobody. Returns it, and null as the reason '
    'it was kept; or the last month that could not be dropped and why; nulls where none is old enough.';
revoke execute on function drop_order_log_partition(interval) from public;

create function is_log_needed(partition_name text) returns boolean language plpgsql
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
    needed boolean;
begin
    execute format($query$
        select exists (
            select from unnest(array['delivery', 'watchdog']) r (reader) cross join generate_series(0, 15) p (part)
            left join lateral (
                select cursor from delivery_checkpoint
                where reader = r.reader and p.part::smallint = any(parts) order by gen desc limit 1) c on true
            cross join lateral (select coalesce(c.cursor, '1:1:') as cursor) read
            where exists (
                    select from %1$I l where l.xid >= pg_snapshot_xmax(read.cursor) and l.part = p.part)
                or exists (
                    select from %1$I l
                    where l.xid = any(array(select pg_snapshot_xip(read.cursor))) and l.part = p.part))
        or exists (select from redelivery r join %1$I l on l.order_id = r.order_id and l.version = r.version)
        or exists (
            select from dead_letter d join %1$I l on l.order_id = d.order_id and l.version = d.version
            where d.state = 'OPEN')$query$, partition_name) into needed;
    return needed;
end
$$;
comment on function is_log_needed(text) is
    'Whether a month of the log holds anything that is not delivered, not watched yet, or to be delivered again.';
