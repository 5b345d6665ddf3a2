package dev.tiffin.bridge.operator;

import dev.tiffin.bridge.operator.DeadLetterTable.DeadLetter;
import dev.tiffin.bridge.operator.OrderTable.Attempt;
import dev.tiffin.bridge.operator.OrderTable.Event;
import dev.tiffin.bridge.operator.OrderTable.Standing;
import dev.tiffin.bridge.operator.OrderTable.Waiting;
import dev.tiffin.contract.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The deliveries of one order, and its end by an operator's word. */
@Path("/api/orders/{id}")
@RolesAllowed(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class Orders {

    private static final String SENTENCE = "We had to cancel the order.";

    private final OrderTable table;
    private final DeadLetterTable deadLetters;
    private final Caller caller;

    @Inject
    Orders(OrderTable table, DeadLetterTable deadLetters, Caller caller) {
        this.table = table;
        this.deadLetters = deadLetters;
        this.caller = caller;
    }

    /** Everything that is known of an order's events. */
    public record Deliveries(
            UUID orderId,
            Standing standing,
            List<Event> events,
            List<Waiting> waiting,
            List<Attempt> attempts,
            List<DeadLetter> deadLetters) {}

    /** Each event and how it fares; failures with what was answered. */
    @GET
    public Deliveries deliveries(@RestPath String id) {
        var order = Requests.id("id", id);
        var standing = table.standing(order).orElseThrow(() -> Problem.notFound("there is no such order"));
        return new Deliveries(
                order,
                standing,
                table.events(order),
                table.waiting(order),
                table.attempts(order),
                deadLetters.of(order));
    }

    /**
     * Why an order is ended.
     *
     * @param why for other operators
     * @param sentence for the customer; a general one where there is none
     */
    public record End(@Nullable String why, @Nullable String sentence) {}

    public record Ended(UUID orderId, String status) {}

    /** REJECTED if no charge was asked for yet, REFUND_REQUESTED otherwise. */
    @POST
    @Path("/end")
    @Consumes(MediaType.APPLICATION_JSON)
    public Ended end(@RestPath String id, @Nullable End request) {
        var order = Requests.id("id", id);
        var action = new Action(caller.name(), "end", Requests.why(request == null ? null : request.why));
        var sentence = request == null || request.sentence == null ? SENTENCE : Requests.why(request.sentence);
        var status = table.end(order, sentence, action);
        if (status.isPresent()) {
            return new Ended(order, status.get());
        }
        var standing = table.standing(order).orElseThrow(() -> Problem.notFound("there is no such order"));
        throw Problem.conflict("An order that is " + standing.status() + " is not ended by hand.");
    }
}
