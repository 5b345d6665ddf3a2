package dev.tiffin.gateway;

import dev.tiffin.contract.Role;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Problem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What operators watch. A problem is no version of an order, so it is not in the log: it is looked for, once for all
 * who watch, and only while somebody does.
 */
@ApplicationScoped
public class Problems {

    private static final System.Logger LOG = System.getLogger(Problems.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int MOST = 1_000;
    private static final Actor WATCH = Actor.of(Role.OPERATOR, "watch");

    private final Multi<List<Problem>> looks;

    /** Problems of these orders. */
    @Inject
    public Problems(Orders orders) {
        this.looks = Multi.createFrom()
                .ticks()
                .every(LOOK)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> look(orders))
                .broadcast()
                .withCancellationAfterLastSubscriberDeparture()
                .toAllSubscribers();
    }

    /** Every problem once, those that are there first. */
    public Multi<Problem> watch() {
        return Multi.createFrom().deferred(() -> {
            Context home = Vertx.currentContext();
            Set<Seen> seen = new HashSet<>();
            Multi<Problem> news = looks.onOverflow().drop().onItem().transformToIterable(found -> unseen(found, seen));
            return home == null ? news : news.emitOn(task -> home.runOnContext(nothing -> task.run()));
        });
    }

    private record Seen(UUID order, Problem.Kind kind, Instant since) {}

    /** What is over may be forgotten. */
    private static List<Problem> unseen(List<Problem> found, Set<Seen> seen) {
        List<Problem> news =
                found.stream().filter(problem -> seen.add(key(problem))).toList();
        seen.retainAll(found.stream().map(Problems::key).toList());
        return news;
    }

    private static Seen key(Problem problem) {
        return new Seen(problem.order().id(), problem.kind(), problem.since());
    }

    /** While the database is away nothing is found; the next look comes soon. */
    private static Uni<List<Problem>> look(Orders orders) {
        return orders.problems(WATCH, MOST)
                .onFailure()
                .invoke(failure ->
                        LOG.log(System.Logger.Level.WARNING, "problems cannot be looked for: {0}", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }
}
