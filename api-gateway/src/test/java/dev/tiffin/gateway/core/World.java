package dev.tiffin.gateway.core;

import dev.tiffin.contract.Address;
import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import dev.tiffin.contract.StepResults.ApprovalDecision;
import dev.tiffin.contract.StepResults.ApprovalResult;
import dev.tiffin.contract.StepResults.AssignmentResult;
import dev.tiffin.contract.StepResults.ChargeOutcome;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RecordOutcome;
import dev.tiffin.contract.StepResults.RefundOutcome;
import dev.tiffin.contract.StepResults.RefundResult;
import dev.tiffin.contract.StepResults.ValidationResult;
import dev.tiffin.database.TestDatabase;
import dev.tiffin.gateway.City;
import dev.tiffin.gateway.Orders;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.NewOrder;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.Way;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** A city on a real database, and the gateway's core on it, without the rest of the gateway. */
public final class World implements AutoCloseable {

    public static final Actor ANNA = Actor.of(Role.CUSTOMER, "anna");
    public static final Actor OPERATOR = Actor.of(Role.OPERATOR, "op");
    public static final String RESTAURANT = "spice-garden";
    public static final String DISH = "spice-garden-1";
    public static final String CARD = "tok_visa";
    public static final Address HOME = new Address("Oranienstrasse 1", 52.5020, 13.4200);

    /** At four metres a second, told of two minutes' difference. */
    public static final Way BY_BICYCLE = new Way(250, 1.3, 5, Duration.ofMinutes(2));

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public final TestDatabase database;
    public final Vertx vertx = Vertx.vertx();
    public final Pool pool;
    public final List<Order> heard = new CopyOnWriteArrayList<>();
    public final Orders orders;
    public final City city;

    public World() {
        this(TestDatabase.seeded());
    }

    public World(TestDatabase database) {
        this(database, database.reactiveUrl());
    }

    /** The gateway reaches its database at an address of the test's choice. */
    public World(TestDatabase database, String reactiveUrl) {
        this.database = database;
        this.pool = pool(vertx, database, reactiveUrl);
        this.orders = new Orders(pool, heard::addAll);
        this.city = new City(pool, orders, BY_BICYCLE);
    }

    private static Pool pool(Vertx vertx, TestDatabase database, String reactiveUrl) {
        var options = PgConnectOptions.fromUri(reactiveUrl)
                .setUser(database.user())
                .setPassword(database.password())
                .setCachePreparedStatements(true);
        return Pool.newInstance(PgBuilder.pool()
                .using(vertx)
                .connectingTo(options)
                .with(new PoolOptions().setMaxSize(16))
                .build());
    }

    /** A second gateway on the same database. */
    public Orders anotherGateway() {
        return new Orders(pool(vertx, database, database.reactiveUrl()), heard::addAll);
    }

    public static <T> T await(Uni<T> answer) {
        return answer.await().atMost(PATIENCE);
    }

    public static NewOrder request() {
        return request(UUID.randomUUID());
    }

    public static NewOrder request(UUID id) {
        return new NewOrder(id, RESTAURANT, HOME, List.of(new NewOrder.Line(DISH, 2, List.of())), null);
    }

    public Order place() {
        return await(orders.place(request(), ANNA, null));
    }

    /** An order that has come as far as this by the ordinary commands. */
    public Order in(OrderStatus status) {
        return switch (status) {
            case PLACED -> place();
            case VALIDATED -> validated(place());
            case PAYMENT_REQUESTED -> await(orders.pay(in(OrderStatus.VALIDATED).id(), CARD, ANNA));
            case PAID -> paid(in(OrderStatus.PAYMENT_REQUESTED), "charge-1");
            case APPROVED -> approved(in(OrderStatus.PAID));
            case CANCELLED -> await(orders.cancel(place().id(), null, ANNA));
            case REFUND_REQUESTED -> await(orders.cancel(in(OrderStatus.PAID).id(), null, ANNA));
            case REFUNDED -> refunded(in(OrderStatus.REFUND_REQUESTED), RefundOutcome.REFUNDED);
            default -> throw new IllegalArgumentException(status.name());
        };
    }

    public Order validated(Order order) {
        await(orders.recordValidations(List.of(new ValidationResult(order.id(), statusVersion(order), List.of()))));
        return now(order);
    }

    public Order paid(Order order, String reference) {
        await(orders.recordPayments(List.of(charged(order, reference))));
        return now(order);
    }

    public static PaymentResult charged(Order order, String reference) {
        return new PaymentResult(
                order.id(),
                statusVersion(order),
                order.progress().paymentAttempt(),
                ChargeOutcome.CHARGED,
                reference,
                order.placement().total(),
                order.placement().currency(),
                null,
                null);
    }

    public Order approved(Order order) {
        await(orders.recordApprovals(List.of(
                new ApprovalResult(order.id(), statusVersion(order), ApprovalDecision.APPROVED, 30, null, null))));
        return now(order);
    }

    public RecordOutcome assign(Order order, String... candidates) {
        return await(orders.recordAssignments(
                        List.of(new AssignmentResult(order.id(), statusVersion(order), List.of(candidates)))))
                .getFirst();
    }

    public Order refunded(Order order, RefundOutcome outcome) {
        await(orders.recordRefunds(List.of(new RefundResult(
                order.id(), statusVersion(order), outcome, order.placement().total(), "EUR", null, null))));
        return now(order);
    }

    public Order now(Order order) {
        return await(orders.find(order.id(), OPERATOR)).orElseThrow();
    }

    public static int statusVersion(Order order) {
        return order.progress().statusVersion();
    }

    /** One number from the database, read in a session of its own. */
    public long number(String sql) throws SQLException {
        try (Connection session = database.connect();
                Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() {
        pool.closeAndAwait();
        vertx.close();
        database.close();
    }
}
