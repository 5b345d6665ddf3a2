-- The after triggers of orders. Insert and update apart, for only one of them has old rows.

create function order_was_placed() returns trigger language plpgsql set enable_seqscan = off as $$
declare
    parts smallint[];
    any_for_a_person boolean;
    busy record;
begin
    with logged as (
        insert into order_log (
            order_id, version, part, status, changed_at, changed_by, status_version, payment_method, traceparent,
            validated_at, paid_at, approved_at, agent_assigned_at, payment_reference, payment_attempt,
            cancel_requested_at, agent_id, promised_at, reason_code, reason, refunded_at)
        select id, version, uuid_hash(id) & 15, status, changed_at, changed_by, status_version, payment_method, traceparent,
            validated_at, paid_at, approved_at, agent_assigned_at, payment_reference, payment_attempt,
            cancel_requested_at, agent_id, promised_at, reason_code, reason, refunded_at
        from new_rows order by id
        returning part, status)
    select array_agg(distinct part), bool_or(status in ('VALIDATED', 'AWAITING_RESTAURANT', 'ASSIGNED', 'PICKED_UP'))
    into parts, any_for_a_person from logged;
    perform ring_the_bell(parts);
    if any_for_a_person is not true then
        return null;
    end if;

    insert into deadline (order_id, status_version, status, waits_for, due_at)
    select n.id, n.status_version, n.status, waits_for(n.status, n.customer_id, n.restaurant_id, n.agent_id), n.changed_at + l.within
    from new_rows n left join status_limit l on l.status = n.status
    where n.status in ('VALIDATED', 'AWAITING_RESTAURANT', 'ASSIGNED', 'PICKED_UP')
    order by n.id;

    for busy in
        select agent_id, count(*)::int as slots from new_rows where status in ('ASSIGNED', 'PICKED_UP')
        group by agent_id order by agent_id
    loop
        perform add_to_load(busy.agent_id, busy.slots);
    end loop;
    return null;
end
$$;
comment on function order_was_placed() is 'Log, doorbell, deadlines and loads of new orders.';

create trigger placed after insert on orders referencing new table as new_rows
    for each statement execute function order_was_placed();

create function order_was_changed() returns trigger language plpgsql set enable_seqscan = off as $$
declare
    parts smallint[];
    any_for_a_person boolean;
    any_left_a_person boolean;
    left_behind uuid[];
    busy record;
    freed int := 0;
begin
    with logged as (
        insert into order_log (
            order_id, version, part, status, from_status, changed_at, changed_by, status_version, payment_method, traceparent,
            validated_at, paid_at, approved_at, agent_assigned_at, payment_reference, payment_attempt,
            cancel_requested_at, agent_id, promised_at, reason_code, reason, refunded_at)
        select n.id, n.version, uuid_hash(n.id) & 15, n.status, o.status, n.changed_at, n.changed_by, n.status_version,
            n.payment_method, n.traceparent, n.validated_at, n.paid_at, n.approved_at, n.agent_assigned_at,
            n.payment_reference, n.payment_attempt, n.cancel_requested_at, n.agent_id, n.promised_at,
            n.reason_code, n.reason, n.refunded_at
        from new_rows n full join old_rows o on o.id = n.id order by n.id
        returning part, status, from_status)
    select array_agg(distinct part), bool_or(status in ('VALIDATED', 'AWAITING_RESTAURANT', 'ASSIGNED', 'PICKED_UP')),
        bool_or(from_status in ('VALIDATED', 'AWAITING_RESTAURANT', 'ASSIGNED', 'PICKED_UP'))
    into parts, any_for_a_person, any_left_a_person from logged;
    perform ring_the_bell(parts);
    if (any_for_a_person or any_left_a_person) is not true then
        return null;
    end if;

    left_behind := array(
        select id from old_rows where status in ('VALIDATED', 'AWAITING_RESTAURANT', 'ASSIGNED', 'PICKED_UP')
        except select id from new_rows where status in ('VALIDATED', 'AWAITING_RESTAURANT', 'ASSIGNED', 'PICKED_UP'));
    if cardinality(left_behind) > 0 then
        delete from deadline where order_id = any(left_behind);
    end if;

    insert into deadline as d (order_id, status_version, status, waits_for, due_at)
    select n.id, n.status_version, n.status, waits_for(n.status, n.customer_id, n.restaurant_id, n.agent_id), n.changed_at + l.within
    from new_rows n left join status_limit l on l.status = n.status
    where n.status in ('VALIDATED', 'AWAITING_RESTAURANT', 'ASSIGNED', 'PICKED_UP')
    order by n.id
    on conflict (order_id) do update set
        status_version = excluded.status_version,
        status = excluded.status,
        waits_for = excluded.waits_for,
        due_at = case when d.status_version = excluded.status_version then d.due_at else excluded.due_at end,
        raised_at = case when d.status_version = excluded.status_version then d.raised_at end
        where d.status_version <> excluded.status_version or d.waits_for <> excluded.waits_for;

    for busy in
        select agent_id, sum(slot)::int as slots from (
            select agent_id, 1 as slot from new_rows where status in ('ASSIGNED', 'PICKED_UP')
            union all
            select agent_id, -1 from old_rows where status in ('ASSIGNED', 'PICKED_UP')) moved
        group by agent_id having sum(slot) <> 0 order by agent_id
    loop
        freed := freed + add_to_load(busy.agent_id, busy.slots);
    end loop;
    if freed > 0 then
        perform wake_orders_without_agent(freed);
    end if;
    return null;
end
$$;
comment on function order_was_changed() is 'Log, doorbell, deadlines and loads of changed orders.';

create trigger changed after update on orders referencing old table as old_rows new table as new_rows
    for each statement execute function order_was_changed();
