package dev.tiffin.gateway.graphql.view;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** Who carries an order. */
@Type("OrderAgent")
@Description("Who carries an order.")
public record OrderAgentView(
        @Description("The agent.") @Id @NonNull String id,
        @Description("The agent's name.") @NonNull String name) {}
