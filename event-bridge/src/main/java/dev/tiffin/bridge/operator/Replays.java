package dev.tiffin.bridge.operator;

import dev.tiffin.bridge.operator.ReplayTable.Past;
import dev.tiffin.bridge.operator.ReplayTable.ReplayFilter;
import dev.tiffin.contract.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Past events, delivered once more: same ids, and marked as a replay. Steps that were done do nothing. */
@Path("/api/replays")
@RolesAllowed(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class Replays {

    private static final int SHOWN = 20;

    private final ReplayTable table;
    private final Caller caller;

    @Inject
    Replays(ReplayTable table, Caller caller) {
        this.table = table;
        this.caller = caller;
    }

    /**
     * Which events.
     *
     * @param dryRun only counts them
     * @param perSecond how many a second
     */
    public record Replay(
            @Nullable ReplayFilter filter,
            boolean dryRun,
            @Nullable Integer perSecond,
            @Nullable String why) {}

    /**
     * What that comes to.
     *
     * @param matched events that the filter chooses
     * @param replayed of them, sent once more: without those that wait to be sent anyway; 0 in a dry run
     * @param first some of them, in a dry run
     */
    public record Replayed(long matched, long replayed, List<Past> first) {}

    /** Sends them once more, in the order in which they were written. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Replayed replay(@Nullable Replay request) {
        if (request == null || request.filter == null) {
            throw Problem.invalid("a body with a filter is needed");
        }
        int rate = Requests.rate(request.perSecond);
        long matched = table.count(request.filter);
        if (request.dryRun) {
            return new Replayed(matched, 0, table.first(request.filter, SHOWN));
        }
        if (matched > Requests.MOST) {
            throw Problem.invalid("these are " + matched + " events; at most " + Requests.MOST
                    + " are replayed at once: choose a shorter time");
        }
        var action = new Action(caller.name(), request.filter.toString(), Requests.why(request.why));
        return new Replayed(matched, table.replay(request.filter, action, new Pace(Requests.MOST, rate)), List.of());
    }
}
