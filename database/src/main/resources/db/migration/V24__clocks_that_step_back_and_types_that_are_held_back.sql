-- What is held back must cost nothing: neither a hundred thousand past events of a paused type, nor as many for a
-- destination in trouble. So a row tells its type whoever made it, and what is due is found by type. The older column
-- event_type stays what it is: null means that the event was settled before and holds nothing up.
alter table redelivery
    add column type text,
    add column set_at timestamptz not null default clock_timestamp();

update redelivery r set type = coalesce(r.event_type, (
    select case when l.version = l.status_version
        then 'dev.tiffin.order.' || replace(lower(l.status::text), '_', '-')
        else 'dev.tiffin.order.updated' end
    from order_log l where l.order_id = r.order_id and l.version = r.version limit 1));

create index redelivery_due_by_type on redelivery (type, next_at);
create index redelivery_set on redelivery (set_at);

comment on column redelivery.event_type is
    'Of the event, if it was not settled yet: later ones of its order wait behind it. Null if it was, and is only sent '
    'once more.';
comment on column redelivery.type is 'Of the event.';
comment on column redelivery.set_at is
    'When next_at was set. In the future: the clock was set back since, see follow_clock_back().';

create function complete_redelivery() returns trigger language plpgsql as $$
begin
    new.set_at := clock_timestamp();
    new.type := coalesce(new.type, new.event_type, (
        select case when l.version = l.status_version
            then 'dev.tiffin.order.' || replace(lower(l.status::text), '_', '-')
            else 'dev.tiffin.order.updated' end
        from order_log l where l.order_id = new.order_id and l.version = new.version limit 1));
    return new;
end
$$;
comment on function complete_redelivery() is 'Whoever writes it, a row knows its type and when its time was set.';

create trigger redelivery_is_complete before insert or update of next_at on redelivery
    for each row execute function complete_redelivery();

-- Times of day are compared with times of day, so a clock that is set back by hours would hold for hours what was to
-- wait for seconds. What waits keeps the rest of its wait as it was when it was set. Nothing that has to do with people
-- is moved: their deadlines are told as times of day, and follow the clock.
create function follow_clock_back() returns int language plpgsql
    security definer set search_path = public, pg_temp set enable_seqscan = off as $$
declare
    tick constant timestamptz := clock_timestamp() + interval '1 second';
    moved int;
begin
    if not pg_try_advisory_xact_lock(7303, 2) then
        return 0;
    end if;
    update redelivery r set next_at = clock_timestamp() + greatest(s.next_at - s.set_at, interval '0')
    from (select order_id, version, next_at, set_at from redelivery
        where set_at > tick and next_at > tick and next_at < 'infinity' for update skip locked) s
    where r.order_id = s.order_id and r.version = s.version;
    get diagnostics moved = row_count;
    -- The watchdog's distances grow to an hour at most.
    update watch w set next_at = clock_timestamp() + least(interval '2 minutes' * 2 ^ least(w.emitted, 20), '1 hour')
    where w.next_at > tick + interval '1 hour';
    update delivery_checkpoint set at = clock_timestamp() where at > tick;
    -- What entered its status after the step would otherwise be taken for seen to.
    update deadline_pass set passed_until = clock_timestamp() where passed_until > tick;
    if moved > 0 then
        perform pg_notify('order_log_ctl', '');
    end if;
    return moved;
end
$$;
comment on function follow_clock_back() is
    'Puts right what a clock that was set back has put off: events wait no longer than they were to, the watchdog and '
    'the pass over deadlines go on. Changes nothing otherwise. Returns how many events were moved.';
revoke execute on function follow_clock_back() from public;
