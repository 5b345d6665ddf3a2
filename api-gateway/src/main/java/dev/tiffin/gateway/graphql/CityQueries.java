package dev.tiffin.gateway.graphql;

import dev.tiffin.contract.Role;
import dev.tiffin.gateway.City;
import dev.tiffin.gateway.graphql.input.Check;
import dev.tiffin.gateway.graphql.input.PositionInput;
import dev.tiffin.gateway.graphql.view.AgentView;
import dev.tiffin.gateway.graphql.view.RestaurantView;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.jspecify.annotations.Nullable;

/** What can be asked about restaurants and delivery agents. */
@GraphQLApi
@ApplicationScoped
public class CityQueries {

    private static final int AGENTS = 100;

    private final City city;

    CityQueries(City city) {
        this.city = city;
    }

    @Query
    @Authenticated
    @Description("All restaurants with their menus; nearest first when a position is given, else by name.")
    public @NonNull Uni<List<@NonNull RestaurantView>> restaurants(
            @Name("near") @Description("Nearest to here first.") @Nullable PositionInput near) {
        return city.restaurants(PositionInput.position("near", near))
                .map(found -> found.stream().map(RestaurantView::of).toList());
    }

    @Query
    @Authenticated
    @Description("The restaurant with its menu; null when it is unknown.")
    public Uni<@Nullable RestaurantView> restaurant(
            @Name("id") @Description("The restaurant.") @Id @NonNull String id) {
        return city.restaurant(Check.name("id", id))
                .map(found -> found.map(RestaurantView::of).orElse(null));
    }

    @Query
    @RolesAllowed({Role.OPERATOR, Role.AGENT_ASSIGNMENT_FN})
    @Description("Delivery agents; nearest first when a position is given.")
    public @NonNull Uni<List<@NonNull AgentView>> agents(
            @Name("near") @Description("Nearest to here first.") @Nullable PositionInput near,
            @Name("free")
                    @Description("true: only those on duty who have room; false: only others; left out: all.")
                    @Nullable
                    Boolean free,
            @Name("first") @DefaultValue("50") @Description("How many at most, 1 to 100.") int first) {
        return city.agents(PositionInput.position("near", near), free, Check.between("first", first, 1, AGENTS))
                .map(found -> found.stream().map(AgentView::of).toList());
    }
}
