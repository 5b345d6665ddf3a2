-- What a writer of orders need not and cannot do itself. In the order in which it happens:
--
--   before, each row    number the version, stamp it, name the writer
--   after, the whole    append to order_log, ring for the bridge      (an event for every version, whoever wrote it)
--   statement           keep deadline: who is waited for, until when
--                       keep agent.load, wake orders for which an agent came free
--
-- This file has the parts, the next one puts them together.

create function number_the_version() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        if jsonb_typeof(new.restaurant) <> 'object' or jsonb_typeof(new.lines) <> 'array' or new.lines = '[]' then
            raise check_violation using message = format('order %s needs a restaurant and lines', new.id);
        end if;
        new.version := 1;
        new.status_version := 1;
        new.changed_at := clock_timestamp();
    else
        new.version := old.version + 1;
        new.status_version := old.status_version;
        if new.status <> old.status
            or (new.status = 'REFUND_REQUESTED' and new.payment_reference is distinct from old.payment_reference) then
            new.status_version := new.version;
        end if;
        new.changed_at := greatest(clock_timestamp(), old.changed_at);
    end if;
    if starts_with(new.changed_by, 'by:') then
        new.changed_by := substr(new.changed_by, 4);
    else
        new.changed_by := 'sql:' || session_user;
        new.traceparent := null;
    end if;
    return new;
end
$$;
comment on function number_the_version() is 'Sets version, status_version, changed_at and changed_by of an order.';

create trigger number_the_version before insert or update on orders
    for each row execute function number_the_version();

create function refuse_the_change() returns trigger language plpgsql as $$
begin
    raise integrity_constraint_violation using message = case tg_op
        when 'UPDATE' then format('what was fixed when order %s was placed cannot change', old.id)
        else format('%s on %s is refused: orders are kept', lower(tg_op), tg_table_name) end;
end
$$;
comment on function refuse_the_change() is 'Fails: the change would make past events untrue.';

-- Runs only for statements that name such a column, so it costs ordinary changes nothing.
create trigger fixed_at_placement
    before update of id, created_at, customer_id, restaurant_id, restaurant, address, latitude, longitude, lines, total,
        currency, request_digest on orders
    for each row when (
        (old.id, old.created_at, old.customer_id, old.restaurant_id, old.restaurant, old.address, old.latitude,
            old.longitude, old.lines, old.total, old.currency, old.request_digest)
        is distinct from
        (new.id, new.created_at, new.customer_id, new.restaurant_id, new.restaurant, new.address, new.latitude,
            new.longitude, new.lines, new.total, new.currency, new.request_digest))
    execute function refuse_the_change();
create trigger never_deleted before delete on orders for each statement execute function refuse_the_change();
create trigger never_truncated before truncate on orders for each statement execute function refuse_the_change();

-- The doorbell. A bridge that sleeps holds (7301, part) exclusively, so the shared lock is refused and we ring. A
-- bridge that is awake will find the rows by itself: it cannot go to sleep while we hold the shared lock, which ends
-- only after our rows are visible. Ringing always would be simpler, but NOTIFY makes all commits of the server wait
-- for each other.
create function ring_the_bell(parts smallint[]) returns void language plpgsql as $$
declare
    part smallint;
begin
    foreach part in array coalesce(parts, '{}') loop
        if not pg_try_advisory_xact_lock_shared(7301, part) then
            perform pg_notify('order_log', part::text);
        end if;
    end loop;
end
$$;
comment on function ring_the_bell(smallint[]) is
    'Wakes the bridges that have the parts, where they sleep. To be called in the transaction that wrote the log.';

create function waits_for_a_person(status order_status) returns boolean immutable parallel safe language sql as $$
    select status in ('VALIDATED', 'AWAITING_RESTAURANT', 'ASSIGNED', 'PICKED_UP')
$$;
comment on function waits_for_a_person(order_status) is 'Whether there is a row in deadline for sure.';

-- A refund that is refused for good, or long overdue, becomes an operator's problem: the gateway writes the row then.
create function may_have_a_deadline(status order_status) returns boolean immutable parallel safe language sql as $$
    select status in ('VALIDATED', 'AWAITING_RESTAURANT', 'ASSIGNED', 'PICKED_UP', 'REFUND_REQUESTED')
$$;
comment on function may_have_a_deadline(order_status) is 'Whether there may be a row in deadline.';

create function waits_for(status order_status, customer_id text, restaurant_id text, agent_id text) returns text
    immutable parallel safe language sql as $$
    select case status_owner(status)
        when 'CUSTOMER' then 'customer:' || customer_id
        when 'RESTAURANT' then 'restaurant:' || restaurant_id
        when 'AGENT' then 'agent:' || agent_id end
$$;
comment on function waits_for(order_status, text, text, text) is
    'The person an order waits for; null when it waits for a function or for nobody.';

create function agent_carries(status order_status) returns boolean immutable parallel safe language sql as $$
    select status in ('ASSIGNED', 'PICKED_UP')
$$;
comment on function agent_carries(order_status) is 'Whether the order counts in its agent''s load.';

-- By id, one after the other, as everybody locks agents. Never by reading all of them, however few there were when the
-- session made its plan.
create function add_to_loads(agents text[], slots int[]) returns int language plpgsql
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
    freed int;
    known int;
begin
    with locked as materialized (
        select a.id, moved.slots
        from unnest(agents, add_to_loads.slots) moved (id, slots) join agent a on a.id = moved.id
        order by a.id for update of a),
    loaded as (
        update agent a set load = a.load + l.slots from locked l where a.id = l.id
        returning case when a.on_duty then greatest(0, -l.slots) else 0 end as freed)
    select sum(l.freed), count(*) into freed, known from loaded l;
    if known < cardinality(agents) then
        raise foreign_key_violation using message = format('there is no agent by one of these names: %s', agents);
    end if;
    return freed;
end
$$;
comment on function add_to_loads(text[], int[]) is
    'Adds to each agent''s load, less than nothing where orders left. Returns how many slots came free for new orders.';

create function wake_orders_without_agent(slots int) returns void language plpgsql set enable_seqscan = off as $$
begin
    with longest as (
        select order_id, version from redelivery
        where why = 'NO_AGENT_FREE' and next_at > now() order by waiting_since limit slots for update skip locked)
    update redelivery r set next_at = now(), gen = r.gen + 1 from longest l
    where r.order_id = l.order_id and r.version = l.version;
    if found then
        perform pg_notify('order_log_ctl', '');
    end if;
end
$$;
comment on function wake_orders_without_agent(int) is
    'Makes as many of the orders that wait longest for an agent due now: no more than have a chance.';
