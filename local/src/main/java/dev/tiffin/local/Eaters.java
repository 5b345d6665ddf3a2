package dev.tiffin.local;

import dev.tiffin.contract.Role;
import java.io.IOException;
import java.time.Duration;

/** The city's customers: now and then one of them orders. */
final class Eaters implements AutoCloseable {

    private static final int CUSTOMERS = 20;

    private final GraphQl api;
    private final Tokens tokens;
    private final Duration pause;
    private final Habits habits;
    private final Thread orders;
    private volatile boolean closed;

    private Eaters(GraphQl api, Tokens tokens, int ordersAMinute, Habits habits) {
        this.api = api;
        this.tokens = tokens;
        this.pause = Duration.ofMinutes(1).dividedBy(ordersAMinute);
        this.habits = habits;
        this.orders = Thread.ofVirtual().name("eaters").unstarted(this::keepOrdering);
    }

    /** Begins to order, that many times a minute. */
    static Eaters hungry(GraphQl api, Tokens tokens, int ordersAMinute, Habits habits) {
        var eaters = new Eaters(api, tokens, ordersAMinute, habits);
        eaters.orders.start();
        return eaters;
    }

    @Override
    public void close() {
        closed = true;
        orders.interrupt();
    }

    private void keepOrdering() {
        try {
            while (!closed) {
                Thread.sleep(pause);
                orderOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void orderOnce() throws InterruptedException {
        var somebody = "eater-" + habits.chance().nextInt(CUSTOMERS);
        var eater = new Eater(api, tokens.keptFor(Role.CUSTOMER, somebody), habits);
        try {
            eater.settle();
            eater.order();
        } catch (IOException | GraphQl.Refused e) {
            return; // the gateway is away, or the dish ran out: there will be another lunch
        }
    }
}
