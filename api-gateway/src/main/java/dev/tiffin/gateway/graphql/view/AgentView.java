package dev.tiffin.gateway.graphql.view;

import dev.tiffin.gateway.order.Agent;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** Somebody who delivers. */
@Type("Agent")
@Description("Somebody who delivers.")
public record AgentView(
        @Description("The agent.") @Id @NonNull String id,
        @Description("The agent's name.") @NonNull String name,

        @Description("Where the agent was seen last.") @NonNull
        PositionView position,

        @Description("How many orders the agent carries at most at the same time.") @NonNull
        Integer capacity,

        @Description("How many the agent carries now.") @NonNull
        Integer load,

        @Description("Whether orders may be assigned to the agent.") @NonNull
        Boolean onDuty) {

    /** The API's view of an agent. */
    public static AgentView of(Agent agent) {
        var position = agent.position();
        return new AgentView(
                agent.id(),
                agent.name(),
                new PositionView(position.latitude(), position.longitude()),
                agent.capacity(),
                agent.load(),
                agent.onDuty());
    }
}
