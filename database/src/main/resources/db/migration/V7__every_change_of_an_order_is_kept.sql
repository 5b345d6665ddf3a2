-- The after triggers of orders: insert and update apart, for only one of them has old rows.
--
-- They see all rows of a statement at once, so a batch of a hundred costs little more than one. They look at people
-- and agents only when the log says that there are any: most changes are from function to function. And they avoid
-- every plan that is right for a few rows only, because the session keeps it: old and new rows are paired by a full
-- join, which nothing but a hash or a merge can do; other tables are probed by key, with enable_seqscan off.

create function order_was_placed() returns trigger language plpgsql set enable_seqscan = off as $$
declare
    parts smallint[];
    any_for_a_person boolean;
    agents text[];
    slots int[];
begin
    with logged as (
        insert into order_log (
            order_id, version, part, status, changed_at, changed_by, status_version, payment_method, traceparent,
            validated_at, paid_at, approved_at, agent_assigned_at, payment_reference, payment_attempt,
            cancel_requested_at, agent_id, promised_at, reason_code, reason, refunded_at)
        select id, version, uuid_hash(id) & 15, status, changed_at, changed_by, status_version, payment_method,
            traceparent, validated_at, paid_at, approved_at, agent_assigned_at, payment_reference, payment_attempt,
            cancel_requested_at, agent_id, promised_at, reason_code, reason, refunded_at
        from new_rows order by id
        returning part, status)
    select array_agg(distinct part), bool_or(waits_for_a_person(status)) into parts, any_for_a_person from logged;
    perform ring_the_bell(parts);
    if any_for_a_person is not true then
        return null;
    end if;

    insert into deadline (order_id, status_version, status, waits_for, due_at)
    select n.id, n.status_version, n.status, waits_for(n.status, n.customer_id, n.restaurant_id, n.agent_id),
        n.changed_at + l.within
    from new_rows n left join status_limit l on l.status = n.status
    where waits_for_a_person(n.status) order by n.id;

    select array_agg(n.agent_id), array_agg(n.slots) into agents, slots
    from (select agent_id, count(*)::int as slots from new_rows where agent_carries(status) group by agent_id) n;
    if agents is not null then
        perform add_to_loads(agents, slots);
    end if;
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
    left_behind uuid[];
    agents text[];
    slots int[];
    freed int;
begin
    with logged as (
        insert into order_log (
            order_id, version, part, status, from_status, changed_at, changed_by, status_version, payment_method,
            traceparent, validated_at, paid_at, approved_at, agent_assigned_at, payment_reference, payment_attempt,
            cancel_requested_at, agent_id, promised_at, reason_code, reason, refunded_at)
        select n.id, n.version, uuid_hash(n.id) & 15, n.status, o.status, n.changed_at, n.changed_by, n.status_version,
            n.payment_method, n.traceparent, n.validated_at, n.paid_at, n.approved_at, n.agent_assigned_at,
            n.payment_reference, n.payment_attempt, n.cancel_requested_at, n.agent_id, n.promised_at,
            n.reason_code, n.reason, n.refunded_at
        from new_rows n full join old_rows o on o.id = n.id order by n.id
        returning part, status, from_status)
    select array_agg(distinct part), bool_or(waits_for_a_person(status) or may_have_a_deadline(from_status))
    into parts, any_for_a_person from logged;
    perform ring_the_bell(parts);
    if any_for_a_person is not true then
        return null;
    end if;

    left_behind := array(
        select id from old_rows where may_have_a_deadline(status)
        except select id from new_rows
        where waits_for_a_person(status) or (status = 'REFUND_REQUESTED' and status_version < version));
    delete from deadline where order_id = any(left_behind);

    insert into deadline as d (order_id, status_version, status, waits_for, due_at)
    select n.id, n.status_version, n.status, waits_for(n.status, n.customer_id, n.restaurant_id, n.agent_id),
        n.changed_at + l.within
    from new_rows n left join status_limit l on l.status = n.status
    where waits_for_a_person(n.status) order by n.id
    on conflict (order_id) do update set
        status_version = excluded.status_version,
        status = excluded.status,
        waits_for = excluded.waits_for,
        due_at = case when d.status_version = excluded.status_version then d.due_at else excluded.due_at end,
        raised_at = case when d.status_version = excluded.status_version then d.raised_at end
        where d.status_version <> excluded.status_version or d.waits_for <> excluded.waits_for;

    select array_agg(moved.agent_id), array_agg(moved.slots) into agents, slots
    from (
        select agent_id, sum(slot)::int as slots from (
            select agent_id, 1 as slot from new_rows where agent_carries(status)
            union all
            select agent_id, -1 from old_rows where agent_carries(status)) each_order
        group by agent_id having sum(slot) <> 0) moved;
    if agents is not null then
        freed := add_to_loads(agents, slots);
        if freed > 0 then
            perform wake_orders_without_agent(freed);
        end if;
    end if;
    return null;
end
$$;
comment on function order_was_changed() is 'Log, doorbell, deadlines and loads of changed orders.';

create trigger changed after update on orders referencing old table as old_rows new table as new_rows
    for each statement execute function order_was_changed();
