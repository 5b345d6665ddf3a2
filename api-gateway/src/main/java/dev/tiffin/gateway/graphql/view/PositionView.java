package dev.tiffin.gateway.graphql.view;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** A place on earth. */
@Type("Position")
@Description("A place on earth.")
public record PositionView(
        @Description("Degrees, -90 to 90.") @NonNull Double latitude,
        @Description("Degrees, -180 to 180.") @NonNull Double longitude) {}
