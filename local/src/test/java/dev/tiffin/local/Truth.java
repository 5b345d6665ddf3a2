package dev.tiffin.local;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What the database says, whatever the API claims. */
final class Truth {

    private final RunningSystem system;

    Truth(RunningSystem system) {
        this.system = system;
    }

    /** Reads a row. */
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    Connection connect() throws SQLException, IOException {
        return DriverManager.getConnection(
                system.copy().database(),
                PostgresServer.SUPERUSER,
                system.passwords().of(PostgresServer.SUPERUSER));
    }

    <T> List<T> rows(String sql, Row<T> reader, Object... parameters) throws SQLException, IOException {
        try (var connection = connect();
                var statement = connection.prepareStatement(sql)) {
            for (var at = 0; at < parameters.length; at++) {
                statement.setObject(at + 1, parameters[at]);
            }
            var found = new ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.of(rows));
                }
            }
            return found;
        }
    }

    List<String> texts(String sql, Object... parameters) throws SQLException, IOException {
        return rows(sql, row -> row.getString(1), parameters);
    }

    long number(String sql, Object... parameters) throws SQLException, IOException {
        return rows(sql, row -> row.getLong(1), parameters).getFirst();
    }

    /** Changes something behind everybody's back. */
    void run(String sql) throws SQLException, IOException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Has a restaurant open whenever the tests run. */
    void openAllDay(String restaurant) throws SQLException, IOException {
        try (var connection = connect();
                var statement = connection.prepareStatement("""
                        insert into opening_hours (restaurant_id, day, opens, closes)
                        select ?, day, '00:00', '24:00' from generate_series(1, 7) day on conflict do nothing
                        """)) {
            statement.setString(1, restaurant);
            statement.executeUpdate();
        }
    }

    String setting(String name) throws SQLException, IOException {
        return texts("select current_setting(?)", name).getFirst();
    }

    /** The statuses an order went through, one for each version. */
    List<String> history(UUID order) throws SQLException, IOException {
        return texts("select status::text from order_log where order_id = ? order by version", order);
    }

    /** How many of a customer's orders have not ended. */
    long inFlight(String customer) throws SQLException, IOException {
        return number("""
                select count(*) from orders
                where customer_id = ? and status not in ('DELIVERED', 'REJECTED', 'CANCELLED', 'REFUNDED')
                """, customer);
    }

    long in(String customer, String... statuses) throws SQLException, IOException {
        return number(
                "select count(*) from orders where customer_id = ? and status::text = any (?)", customer, statuses);
    }

    /**
     * Orders whose log has a gap or a doubled version, goes back in time or in the order of writing, does not
     * connect, or does not end where the order stands.
     */
    List<String> brokenHistories() throws SQLException, IOException {
        return texts("""
                with step as (
                    select l.*, lag(version) over w as version_before, lag(status) over w as status_before,
                        lag(changed_at) over w as time_before, lag(seq) over w as seq_before
                    from order_log l window w as (partition by order_id order by version))
                select order_id || ' at version ' || version from step
                where version <> coalesce(version_before, 0) + 1
                    or from_status is distinct from status_before
                    or changed_at < time_before
                    or seq < seq_before
                union all
                select o.id || ' stands apart from its log' from orders o
                left join order_log l on l.order_id = o.id and l.version = o.version
                where l.status is distinct from o.status
                    or (select count(*) from order_log c where c.order_id = o.id) <> o.version
                """);
    }

    /** Agents who at some time carried more than they can, by the log; and those whose load is miscounted now. */
    List<String> overloadedAgents() throws SQLException, IOException {
        return texts("""
                with step as (
                    select seq, agent_id as agent, status in ('ASSIGNED', 'PICKED_UP') as busy,
                        lag(agent_id) over w as agent_before,
                        lag(status) over w in ('ASSIGNED', 'PICKED_UP') as busy_before
                    from order_log window w as (partition by order_id order by version)),
                move as (
                    select seq, agent, 1 as more from step
                    where busy and not (coalesce(busy_before, false) and agent_before = agent)
                    union all
                    select seq, agent_before, -1 from step
                    where busy_before and not (busy and agent_before = agent)),
                carried as (select agent, sum(more) over (partition by agent order by seq) as orders from move)
                select id || ' carried ' || max(orders) || ' of ' || capacity
                from carried join agent on agent.id = carried.agent
                group by id, capacity having max(orders) > capacity
                union all
                select a.id || ' is said to carry ' || a.load from agent a
                where a.load <> (
                    select count(*) from orders o where o.agent_id = a.id and o.status in ('ASSIGNED', 'PICKED_UP'))
                """);
    }

    /** Kitchens in which at some time more was prepared than they can, by the log; and those miscounted now. */
    List<String> overloadedKitchens() throws SQLException, IOException {
        return texts("""
                with step as (
                    select l.seq, o.restaurant_id as kitchen, l.status in ('APPROVED', 'ASSIGNED') as busy,
                        coalesce(l.from_status in ('APPROVED', 'ASSIGNED'), false) as busy_before
                    from order_log l join orders o on o.id = l.order_id),
                prepared as (
                    select kitchen, sum(case when busy then 1 else -1 end)
                        over (partition by kitchen order by seq) as orders
                    from step where busy <> busy_before)
                select k.restaurant_id || ' prepared ' || max(p.orders) || ' of ' || k.capacity
                from prepared p join kitchen k on k.restaurant_id = p.kitchen
                group by k.restaurant_id, k.capacity having max(p.orders) > k.capacity
                union all
                select k.restaurant_id || ' is said to prepare ' || k.load from kitchen k
                where k.load <> (select count(*) from orders o
                    where o.restaurant_id = k.restaurant_id and o.status in ('APPROVED', 'ASSIGNED'))
                """);
    }

    /** Orders that have not ended and wait for nobody: for no function, and for no person until some time. */
    List<String> lostOrders() throws SQLException, IOException {
        return texts("""
                select o.id || ' in ' || o.status from orders o
                left join deadline d on d.order_id = o.id and d.status_version = o.status_version
                    and d.due_at is not null and d.waits_for = case o.status
                        when 'VALIDATED' then 'customer:' || o.customer_id
                        when 'AWAITING_RESTAURANT' then 'restaurant:' || o.restaurant_id
                        else 'agent:' || o.agent_id end
                where o.status in ('VALIDATED', 'AWAITING_RESTAURANT', 'ASSIGNED', 'PICKED_UP') and d.order_id is null
                """);
    }
}
