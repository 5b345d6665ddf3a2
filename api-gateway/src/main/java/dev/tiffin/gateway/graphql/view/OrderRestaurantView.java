package dev.tiffin.gateway.graphql.view;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** The restaurant that cooks an order. */
@Type("OrderRestaurant")
@Description("The restaurant that cooks an order, as it was when the order was placed.")
public record OrderRestaurantView(
        @Description("The restaurant.") @Id @NonNull String id,
        @Description("Its name.") @NonNull String name) {}
