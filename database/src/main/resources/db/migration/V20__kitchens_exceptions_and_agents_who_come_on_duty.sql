-- What restaurants and agents say of themselves while orders are under way.

create table opening_exception (
    restaurant_id text not null references restaurant,
    day date not null,
    opens text check (opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    closes text check (closes ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),
    constraint closed_or_a_stretch check ((opens is null) = (closes is null))
);
create unique index opening_exception_of_a_day on opening_exception (restaurant_id, day, coalesce(opens, ''));

comment on table opening_exception is
    'Days on which opening_hours do not hold, one row a stretch: what begins on that day begins as it says here.';
comment on column opening_exception.restaurant_id is 'Whose.';
comment on column opening_exception.day is 'The day, in the restaurant''s zone.';
comment on column opening_exception.opens is 'Local time HH:mm; null: closed all day.';
comment on column opening_exception.closes is 'As in opening_hours; null: closed all day.';

create table kitchen (
    restaurant_id text primary key references restaurant,
    capacity int check (capacity > 0),
    load int not null default 0 check (load >= 0)
) with (fillfactor = 50);

comment on table kitchen is
    'How many orders a restaurant prepares at once, where it said so. Only orders whose copy of the restaurant has a '
    'capacity count, so a restaurant without a limit costs its orders nothing.';
comment on column kitchen.restaurant_id is 'Whose.';
comment on column kitchen.capacity is 'Most orders in APPROVED and ASSIGNED at once; null: no limit any more.';
comment on column kitchen.load is 'Orders in APPROVED and ASSIGNED that count. Kept by the trigger below, by nobody else.';

create index redelivery_for_want_of_a_kitchen on redelivery (waiting_since) where why = 'KITCHEN_FULL';

create function wake_orders_for_kitchen(of_restaurant text, slots int) returns void language plpgsql
    set enable_seqscan = off as $$
begin
    with longest as (
        select r.order_id, r.version
        from redelivery r join orders o on o.id = r.order_id
        where r.why = 'KITCHEN_FULL' and r.next_at > now() and o.restaurant_id = of_restaurant
        order by r.waiting_since limit slots for update of r skip locked)
    update redelivery r set next_at = now(), gen = r.gen + 1 from longest l
    where r.order_id = l.order_id and r.version = l.version;
    if found then
        perform pg_notify('order_log_ctl', '');
    end if;
end
$$;
comment on function wake_orders_for_kitchen(text, int) is
    'Makes as many of the orders that wait longest for this kitchen due now: no more than have a chance.';

create function kitchen_changed() returns trigger language plpgsql set enable_seqscan = off as $$
begin
    if new.status in ('APPROVED', 'ASSIGNED') then
        update kitchen set load = load + 1 where restaurant_id = new.restaurant_id;
        return null;
    end if;
    update kitchen set load = load - 1 where restaurant_id = new.restaurant_id and load > 0;
    perform wake_orders_for_kitchen(new.restaurant_id, 1);
    return null;
end
$$;
comment on function kitchen_changed() is 'Counts an order in its kitchen, or wakes one that waits for room there.';

-- By row, with a condition: for the orders of all other restaurants it is a comparison and no call. Gateways lock the
-- kitchens that they are about to change before, by name, after orders and agents; so rows cannot come in each other's
-- way here.
create trigger kitchen_changed after update of status on orders for each row
    when (
        (old.status in ('APPROVED', 'ASSIGNED')) is distinct from (new.status in ('APPROVED', 'ASSIGNED'))
        and new.restaurant ? 'capacity')
    execute function kitchen_changed();

create function agent_came_free() returns trigger language plpgsql as $$
begin
    if new.capacity > new.load then
        perform wake_orders_without_agent(new.capacity - new.load);
    end if;
    return null;
end
$$;
comment on function agent_came_free() is 'Wakes orders that wait for an agent, as many as this one can take.';

-- Loads change all the time, and they are not among these columns.
create trigger came_free after update of on_duty, capacity on agent for each row
    when (new.on_duty and (not old.on_duty or new.capacity > old.capacity)) execute function agent_came_free();

-- Problems are few, and are asked for again and again while an operator watches.
create index deadline_raised on deadline (raised_at) where raised_at is not null;
