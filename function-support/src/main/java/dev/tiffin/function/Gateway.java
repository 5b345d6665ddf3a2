package dev.tiffin.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tiffin.contract.OrderSnapshot;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What functions ask the gateway. Every answer fails with a {@link Fault} when the gateway gives none. */
public final class Gateway {

    static final String FREE_AGENTS = "query($near:PositionInput!,$first:Int!)"
            + "{agents(near:$near,free:true,first:$first){id position{latitude longitude} load}}";

    static final String STANDING = "query($id:ID!){standing(id:$id){statusVersion}}";

    /**
     * An agent on duty who has room.
     *
     * @param id the agent
     * @param latitude degrees, where the agent was seen last
     * @param longitude degrees
     * @param load orders the agent carries now
     */
    public record FreeAgent(String id, double latitude, double longitude, int load) {}

    private record Position(double latitude, double longitude) {}

    private final GatewayClient client;

    Gateway(GatewayClient client) {
        this.client = client;
    }

    /** The free agents nearest to a place, at most {@code first}. */
    public Uni<List<FreeAgent>> freeAgents(double latitude, double longitude, int first) {
        var variables = Map.of("near", new Position(latitude, longitude), "first", first);
        return client.execute(FREE_AGENTS, variables, null).map(Gateway::agents);
    }

    private static List<FreeAgent> agents(JsonNode data) {
        var agents = new ArrayList<FreeAgent>();
        for (var agent : data.path("agents")) {
            var position = agent.path("position");
            agents.add(new FreeAgent(
                    agent.path("id").asText(),
                    position.path("latitude").asDouble(),
                    position.path("longitude").asDouble(),
                    agent.path("load").asInt()));
        }
        return List.copyOf(agents);
    }

    /**
     * Whether an order still is where it was when the event was made: at the same {@code statusVersion}. Fails when the
     * gateway knows no such order. The answer comes on a worker thread, because what follows may block.
     */
    public Uni<Boolean> standsAt(OrderSnapshot order) {
        return client.execute(STANDING, Map.of("id", order.id()), null)
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(data -> {
                    var standing = data.path("standing");
                    if (!standing.isObject()) {
                        throw Fault.unusable("The gateway knows no such order");
                    }
                    return standing.path("statusVersion").asInt() == order.statusVersion();
                });
    }
}
