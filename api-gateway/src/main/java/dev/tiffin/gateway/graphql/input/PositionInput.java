package dev.tiffin.gateway.graphql.input;

import dev.tiffin.gateway.order.Position;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** A place on earth. */
@Input("PositionInput")
@Description("A place on earth.")
public record PositionInput(
        @Description("Degrees, -90 to 90.") @NonNull Double latitude,
        @Description("Degrees, -180 to 180.") @NonNull Double longitude) {

    /** The place, if one is given. */
    public static @Nullable Position position(String field, @Nullable PositionInput given) {
        if (given == null) {
            return null;
        }
        return new Position(
                Check.between(field + ".latitude", given.latitude, -90, 90),
                Check.between(field + ".longitude", given.longitude, -180, 180));
    }
}
