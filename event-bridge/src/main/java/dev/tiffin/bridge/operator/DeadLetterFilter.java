package dev.tiffin.bridge.operator;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters: those that satisfy all that is given; a missing list is no condition.
 *
 * @param states OPEN, RETRIED, ENDED, SUPERSEDED; none: OPEN
 * @param types event types
 * @param statuses HTTP statuses of the last answer
 * @param orderIds orders
 * @param since given up at this time or later
 * @param until given up before this time
 */
public record DeadLetterFilter(
        List<String> states,
        List<String> types,
        List<Integer> statuses,
        List<UUID> orderIds,
        @Nullable Instant since,
        @Nullable Instant until) {

    private static final Set<String> STATES = Set.of("OPEN", "RETRIED", "ENDED", "SUPERSEDED");

    static final DeadLetterFilter OPEN = new DeadLetterFilter(List.of(), List.of(), List.of(), List.of(), null, null);

    /** On {@code dead_letter d}; takes parameters 1 to 6. */
    static final String CONDITION = """
            d.state = any($1::text[])
                and ($2::text[] is null or d.event_type = any($2)) and ($3::int[] is null or d.last_status = any($3))
                and ($4::uuid[] is null or d.order_id = any($4))
                and ($5::timestamptz is null or d.dead_at >= $5) and ($6::timestamptz is null or d.dead_at < $6)""";

    public DeadLetterFilter {
        states = Requests.listOf(states).isEmpty() ? List.of("OPEN") : List.copyOf(states);
        types = Requests.listOf(types);
        statuses = Requests.listOf(statuses);
        orderIds = Requests.listOf(orderIds);
        if (!STATES.containsAll(states)) {
            throw Problem.invalid("states are OPEN, RETRIED, ENDED and SUPERSEDED");
        }
    }

    Tuple parameters() {
        return Tuple.tuple()
                .addValue(states.toArray(String[]::new))
                .addValue(Requests.condition(types, String[]::new))
                .addValue(Requests.condition(statuses, Integer[]::new))
                .addValue(Requests.condition(orderIds, UUID[]::new))
                .addValue(Requests.column(since))
                .addValue(Requests.column(until));
    }
}
