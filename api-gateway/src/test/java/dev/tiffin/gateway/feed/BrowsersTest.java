package dev.tiffin.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.Role;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.OrderFilter;
import dev.tiffin.gateway.order.Placement;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BrowsersTest {

    private static final Vertx VERTX = Vertx.vertx();

    private final Placement order = Sample.placement(UUID.randomUUID());
    private final Browsers browsers = new Browsers();

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void ofCustomersAndRestaurantsOnlyTheOrdersOwnLookAtIt() {
        var customer = added(Role.CUSTOMER, order.customerId());
        var again = added(Role.CUSTOMER, order.customerId());
        var restaurant = added(Role.RESTAURANT, order.restaurant().id());
        added(Role.CUSTOMER, "bob");
        added(Role.RESTAURANT, "elsewhere");

        assertThat(browsers.lookingAt(order)).containsExactlyInAnyOrder(customer, again, restaurant);
    }

    @Test
    void whoeverHasOrdersByWhatMovesLooksAtAll() {
        var agent = added(Role.AGENT, "agent-01");
        var operator = added(Role.OPERATOR, "olga");
        // Of the same name as the order's customer and restaurant, but something else.
        var namesake = added(Role.AGENT, order.customerId());
        added(Role.CUSTOMER, order.restaurant().id());

        assertThat(browsers.lookingAt(order)).containsExactlyInAnyOrder(agent, operator, namesake);
    }

    @Test
    void whoHasLeftLooksNoMore() {
        var all = List.of(
                added(Role.CUSTOMER, order.customerId()),
                added(Role.CUSTOMER, order.customerId()),
                added(Role.AGENT, "agent-01"));
        assertThat(browsers.isEmpty()).isFalse();

        all.forEach(browsers::remove);

        assertThat(browsers.lookingAt(order)).isEmpty();
        assertThat(browsers.isEmpty()).isTrue();
    }

    private Browser added(String role, String subject) {
        var browser = new Browser(
                OrderFilter.ALL,
                new Actor(role, subject),
                viewer -> new Outlet<>(VERTX.getOrCreateContext(), 1, Outlet.Overflow.FAIL, () -> {}));
        browsers.add(browser);
        return browser;
    }
}
