-- The logins of gateway and bridge come as placeholders; the word current_user stands for who migrates, who owns
-- everything anyway. Runs again whenever this file or a placeholder changes: a new table is to be named here.
do $$
declare
    gateway constant text := coalesce(nullif('${gateway_role}', 'current_user'), current_user);
    bridge constant text := coalesce(nullif('${bridge_role}', 'current_user'), current_user);
    may text;
begin
    perform pin_index_use(gateway::name); -- as V26 has it
    foreach may in array array[
        'usage on schema public',
        'usage on sequence order_log_seq',
        'select on all tables in schema public',
        'insert, update on orders, restaurant, kitchen, menu_item, agent, redelivery, status_limit, deadline_pass',
        'insert, update, delete on deadline, opening_hours, opening_exception',
        'insert on order_log, operator_action',
        'execute on function make_order_log_partitions(date, int)'] loop
        continue when gateway = current_user;
        execute format('grant %s to %I', may, gateway);
    end loop;
    foreach may in array array[
        'usage on schema public',
        'select on all tables in schema public',
        'insert, delete on delivery_checkpoint, delivery_attempt',
        'insert, update, delete on redelivery, dead_letter, watch, delivery_pause, bridge_replica',
        'insert on operator_action',
        'execute on function drop_order_log_partition(interval), end_order(uuid, text, text), follow_clock_back()',
        'execute on function make_order_log_partitions(date, int)'] loop
        continue when bridge = current_user;
        execute format('grant %s to %I', may, bridge);
    end loop;
end
$$;
