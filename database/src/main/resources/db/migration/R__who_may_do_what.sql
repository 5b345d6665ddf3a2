-- The logins of gateway and bridge come as placeholders; the word current_user stands for who migrates, who owns
-- everything anyway. Runs again whenever this file or a placeholder changes.
do $$
declare
    gateway text := coalesce(nullif('${gateway_role}', 'current_user'), current_user);
    bridge text := coalesce(nullif('${bridge_role}', 'current_user'), current_user);
begin
    perform pin_index_use(gateway::name);
    if gateway <> current_user then
        execute format('grant usage on schema public to %I', gateway);
        execute format('grant usage on sequence order_log_seq to %I', gateway);
        execute format('grant select on all tables in schema public to %I', gateway);
        execute format('grant insert, update on orders, restaurant, menu_item, agent, redelivery, status_limit, deadline_pass to %I', gateway);
        execute format('grant insert on order_log, operator_action to %I', gateway);
        execute format('grant insert, update, delete on deadline, opening_hours to %I', gateway);
        execute format('grant execute on function make_order_log_partitions(date, int) to %I', gateway);
    end if;
    if bridge <> current_user then
        execute format('grant usage on schema public to %I', bridge);
        execute format('grant select on all tables in schema public to %I', bridge);
        execute format('grant insert, delete on delivery_checkpoint to %I', bridge);
        execute format('grant insert, update, delete on redelivery, dead_letter, watch, delivery_pause to %I', bridge);
        execute format('grant insert, delete on delivery_attempt to %I', bridge);
        execute format('grant insert on operator_action to %I', bridge);
        execute format('grant execute on function make_order_log_partitions(date, int) to %I', bridge);
    end if;
end
$$;
