package dev.tiffin.bridge.returned;

import dev.tiffin.bridge.BridgeConfig;
import dev.tiffin.bridge.again.Answers;
import dev.tiffin.bridge.again.Backoff;
import dev.tiffin.bridge.returned.ReturnedTable.Known;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Random;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The dead letter sink of a Broker. What may end better another time is sent again, five times at most; then, or at
 * once if it may not, it is a dead letter here. Answered only when that is committed, so none is lost on the way. A
 * Broker has no token to show: as with the functions behind it, the network is the door.
 *
 * <pre>
 *   Broker ──▶ known? ──┬─ no ──────────────────────────────────▶ 400, logged
 *                       ├─ waits, is dead, or has moved on ─────▶ 202
 *                       ├─ may end better, came back &lt; 5 times ─▶ redelivery, after 15 s .. 15 min ─▶ 202
 *                       └─ else ────────────────────────────────▶ dead letter ─────────────────────▶ 202
 * </pre>
 */
@Path("/dead-letters")
@PermitAll
public class ReturnedEvents {

    private static final Logger LOG = Logger.getLogger(ReturnedEvents.class);

    private static final int MOST_ROUNDS = 5;

    private final ReturnedTable table;
    private final BridgeConfig config;
    private final MeterRegistry metrics;
    private final Random chance = new Random();

    @Inject
    ReturnedEvents(ReturnedTable table, BridgeConfig config, MeterRegistry metrics) {
        this.table = table;
        this.config = config;
        this.metrics = metrics;
    }

    /** Takes it; the data is not needed, for the log has it. */
    @POST
    public Response take(
            @HeaderParam("ce-id") @Nullable String id,
            @HeaderParam("ce-knativeerrordest") @Nullable String destination,
            @HeaderParam("ce-knativeerrorcode") @Nullable String code,
            @HeaderParam("ce-knativeerrordata") @Nullable String data) {
        if (config.sink().isEmpty()) {
            return answer(Response.Status.NOT_FOUND, "no-broker");
        }
        var event = ReturnedEvent.of(id, destination, code, data);
        var known = event.flatMap(e -> table.known(e.orderId(), e.version()));
        if (event.isEmpty() || known.isEmpty()) {
            LOG.warnf("A Broker returned an event that is none of ours: id %s, from %s, %s", id, destination, code);
            return answer(Response.Status.BAD_REQUEST, "unknown");
        }
        return answer(Response.Status.ACCEPTED, see(event.get(), known.get()));
    }

    private String see(ReturnedEvent event, Known known) {
        if (known.isSeenTo()) {
            return "seen-to";
        }
        var change = known.change();
        var answer = Answers.keepable(event.answer(), change.secrets());
        int round = known.rounds() + 1;
        if (event.isRetryable() && round <= MOST_ROUNDS) {
            table.again(event, answer, round, Backoff.RETURNED.after(round, chance));
            return "again";
        }
        LOG.warnf(
                "%s of order %s is a dead letter: %s answered %s %s after %d rounds through the Broker (trace %s)",
                change.type(), change, event.subscriber(), event.status(), answer, round, change.traceparent());
        table.bury(event, answer, round, change.type());
        return "dead";
    }

    private Response answer(Response.Status status, String result) {
        metrics.counter("events.returned", "result", result).increment();
        return Response.status(status).build();
    }
}
