package dev.tiffin.bridge.operator;

import dev.tiffin.bridge.operator.DeliveryTable.Bridge;
import dev.tiffin.bridge.operator.DeliveryTable.Destination;
import dev.tiffin.bridge.operator.DeliveryTable.Done;
import dev.tiffin.bridge.operator.DeliveryTable.Figures;
import dev.tiffin.bridge.operator.DeliveryTable.PartitionLag;
import dev.tiffin.bridge.operator.PauseTable.Pause;
import dev.tiffin.contract.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** How delivery is, as a whole: whichever bridge is asked answers for all of them. */
@Path("/api")
@RolesAllowed(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class DeliveryState {

    private static final int LONGEST_PAGE = 500;

    private final DeliveryTable table;
    private final PauseTable pauses;

    @Inject
    DeliveryState(DeliveryTable table, PauseTable pauses) {
        this.table = table;
        this.pauses = pauses;
    }

    /** Everything that fits on one page. */
    public record Overview(List<Bridge> bridges, Lag lag, Figures figures, List<Pause> pauses) {}

    /** At a glance. */
    @GET
    @Path("/state")
    public Overview state() {
        return new Overview(table.bridges(), lag(), table.figures(), pauses.list());
    }

    /**
     * How far delivery is behind.
     *
     * @param seconds age of the oldest unsettled event
     * @param unsettled events
     */
    public record Lag(double seconds, long unsettled, List<PartitionLag> partitions) {}

    /** As the newest checkpoints tell, so also when no bridge delivers. */
    @GET
    @Path("/lag")
    public Lag lag() {
        var partitions = table.lag();
        return new Lag(
                partitions.stream().mapToDouble(PartitionLag::lagSeconds).max().orElse(0),
                partitions.stream().mapToLong(PartitionLag::unsettled).sum(),
                partitions);
    }

    /**
     * A destination as one bridge sees it.
     *
     * @param bridge which
     */
    public record Seen(@Nullable String bridge, Destination destination) {}

    public record Destinations(List<Seen> destinations) {}

    /** As each bridge sees them. */
    @GET
    @Path("/destinations")
    public Destinations destinations() {
        return new Destinations(table.bridges().stream()
                .flatMap(bridge ->
                        bridge.destinations().stream().map(destination -> new Seen(bridge.name(), destination)))
                .sorted(Comparator.comparing(seen -> seen.destination().name()))
                .toList());
    }

    public record Actions(List<Done> actions) {}

    /** What operators did, newest first. */
    @GET
    @Path("/actions")
    public Actions actions(@RestQuery @Nullable String before, @RestQuery @DefaultValue("100") int limit) {
        return new Actions(
                table.actions(Requests.time("before", before), Requests.within("limit", limit, LONGEST_PAGE)));
    }
}
