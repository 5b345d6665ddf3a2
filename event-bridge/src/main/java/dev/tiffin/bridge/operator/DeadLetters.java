package dev.tiffin.bridge.operator;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tiffin.bridge.operator.DeadLetterTable.DeadLetter;
import dev.tiffin.bridge.operator.DeadLetterTable.Place;
import dev.tiffin.contract.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Events that were given up: looking at them, and having them sent again. */
@Path("/api/dead-letters")
@RolesAllowed(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class DeadLetters {

    private static final int LONGEST_PAGE = 500;
    private static final int SHOWN = 20;

    private final DeadLetterTable table;
    private final Caller caller;

    @Inject
    DeadLetters(DeadLetterTable table, Caller caller) {
        this.table = table;
        this.caller = caller;
    }

    /**
     * A part of the list.
     *
     * @param next value of {@code after} for the next page; null on the last
     */
    public record Page(
            List<DeadLetter> deadLetters, @Nullable String next) {}

    /** Newest first. */
    @GET
    public Page list(
            @RestQuery("state") List<String> states,
            @RestQuery("type") List<String> types,
            @RestQuery("status") List<Integer> statuses,
            @RestQuery("order") List<String> orders,
            @BeanParam Span span) {
        var ids = orders.stream().map(order -> Requests.id("order", order)).toList();
        var filter = new DeadLetterFilter(states, types, statuses, ids, span.since(), span.until());
        int most = Requests.within("limit", span.limit, LONGEST_PAGE);
        table.closeSuperseded();
        var page = table.page(filter, place(span.after), most + 1);
        if (page.size() <= most) {
            return new Page(page, null);
        }
        var shown = page.subList(0, most);
        return new Page(shown, text(shown.getLast()));
    }

    /** Which part of the list. */
    public static class Span {
        @QueryParam("since")
        @Nullable
        String since;

        @QueryParam("until")
        @Nullable
        String until;

        @QueryParam("after")
        @Nullable
        String after;

        @QueryParam("limit")
        @DefaultValue("100")
        int limit;

        @Nullable
        Instant since() {
            return Requests.time("since", since);
        }

        @Nullable
        Instant until() {
            return Requests.time("until", until);
        }
    }

    /**
     * Which are to be sent again.
     *
     * @param filter none: all that are open
     * @param dryRun only counts them
     * @param perSecond how many a second
     * @param limit at most so many, those first that were given up first
     */
    public record Retry(
            @Nullable DeadLetterFilter filter,
            boolean dryRun,
            @Nullable Integer perSecond,
            @Nullable Integer limit,
            @Nullable String why) {}

    /**
     * What that comes to.
     *
     * @param matched dead letters that the filter chooses
     * @param retried of them, sent again; 0 in a dry run
     * @param first some of them, in a dry run
     */
    public record Retried(
            long matched,
            long retried,
            @JsonProperty("first") List<DeadLetter> first) {}

    /** Sends them again. Whoever was retried or closed meanwhile is left alone. */
    @POST
    @Path("/retry")
    @Consumes(MediaType.APPLICATION_JSON)
    public Retried retry(@Nullable Retry request) {
        if (request == null) {
            throw Problem.invalid("a body is needed");
        }
        var filter = request.filter == null ? DeadLetterFilter.OPEN : request.filter;
        if (filter.states().contains("SUPERSEDED") || filter.states().contains("ENDED")) {
            throw Problem.invalid("what is closed is not sent again: replay it");
        }
        int most = Requests.within("limit", request.limit == null ? Requests.MOST : request.limit, Requests.MOST);
        int rate = Requests.rate(request.perSecond);
        table.closeSuperseded();
        long matched = table.count(filter);
        if (request.dryRun) {
            return new Retried(matched, 0, table.page(filter, null, SHOWN));
        }
        var action = new Action(caller.name(), filter.toString(), Requests.why(request.why));
        return new Retried(matched, table.retry(filter, action, new Pace(most, rate)), List.of());
    }

    private static String text(DeadLetter last) {
        var text = last.deadAt() + " " + last.orderId() + " " + last.version();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static @Nullable Place place(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(" ", -1);
            if (parts.length == 3) {
                return new Place(Instant.parse(parts[0]), Requests.id("after", parts[1]), Integer.parseInt(parts[2]));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Problem.invalid("after is not what an earlier page has given");
        }
        throw Problem.invalid("after is not what an earlier page has given");
    }
}
