package dev.tiffin.gateway.graphql;

import dev.tiffin.contract.RestaurantSnapshot.OpeningException;
import dev.tiffin.contract.Role;
import dev.tiffin.gateway.City;
import dev.tiffin.gateway.graphql.engine.Caller;
import dev.tiffin.gateway.graphql.input.Check;
import dev.tiffin.gateway.graphql.input.PositionInput;
import dev.tiffin.gateway.graphql.input.UpkeepInputs.MenuItemInput;
import dev.tiffin.gateway.graphql.input.UpkeepInputs.OpeningHoursInput;
import dev.tiffin.gateway.graphql.input.UpkeepInputs.OpeningStretchInput;
import dev.tiffin.gateway.graphql.input.UpkeepInputs.RestaurantChangesInput;
import dev.tiffin.gateway.graphql.view.AgentView;
import dev.tiffin.gateway.graphql.view.MenuItemView;
import dev.tiffin.gateway.graphql.view.RestaurantView;
import dev.tiffin.gateway.order.OrderRefused;
import dev.tiffin.gateway.order.Position;
import dev.tiffin.gateway.order.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * What restaurants and agents say of themselves, and an operator in their name. It holds for orders to come; all of it
 * may be repeated.
 */
@GraphQLApi
@ApplicationScoped
public class UpkeepCommands {

    private static final int STRETCHES = 50;
    private static final String WHOSE = "Whose; only an operator has to say.";

    private final City city;
    private final Caller caller;

    UpkeepCommands(City city, Caller caller) {
        this.city = city;
        this.caller = caller;
    }

    @Mutation
    @RolesAllowed({Role.RESTAURANT, Role.OPERATOR})
    @Description("Changes the restaurant's terms. Errors: UNKNOWN_RESTAURANT, INVALID_INPUT.")
    public @NonNull Uni<RestaurantView> changeRestaurant(
            @Name("changes") @Description("What is to change.") @NonNull RestaurantChangesInput changes,
            @Name("restaurantId") @Description(WHOSE) @Id @Nullable String restaurantId) {
        return city.change(whose(Role.RESTAURANT, "restaurantId", restaurantId), changes.changes("changes"))
                .map(RestaurantView::of);
    }

    @Mutation("setOpeningHours")
    @RolesAllowed({Role.RESTAURANT, Role.OPERATOR})
    @Description("Sets the opening hours of an ordinary week, in place of all before; none: never open. "
            + "Errors: UNKNOWN_RESTAURANT, INVALID_INPUT.")
    public @NonNull Uni<RestaurantView> setOpeningHours(
            @Name("hours") @Description("The stretches, at most 50.") @NonNull List<@NonNull OpeningHoursInput> hours,
            @Name("restaurantId") @Description(WHOSE) @Id @Nullable String restaurantId) {
        Check.atMost("hours", hours, STRETCHES);
        var beginnings = new HashSet<String>();
        var checked = Check.each("hours", hours, (input, field) -> {
            var stretch = input.hours(field);
            requireOnce(beginnings.add(stretch.day() + " " + stretch.opens()), field);
            return stretch;
        });
        return city.setHours(whose(Role.RESTAURANT, "restaurantId", restaurantId), checked)
                .map(RestaurantView::of);
    }

    @Mutation("setOpeningException")
    @RolesAllowed({Role.RESTAURANT, Role.OPERATOR})
    @Description("Says when the restaurant is open on one day, in place of its opening hours; no stretches: closed. "
            + "Errors: UNKNOWN_RESTAURANT, INVALID_INPUT.")
    public @NonNull Uni<RestaurantView> setOpeningException(
            @Name("day") @Description("The day in the restaurant's zone, for example 2026-12-24.") @NonNull String day,
            @Name("stretches") @Description("The stretches that begin on it, at most 50.") @NonNull
                    List<@NonNull OpeningStretchInput> stretches,
            @Name("restaurantId") @Description(WHOSE) @Id @Nullable String restaurantId) {
        var date = Check.date("day", day);
        Check.atMost("stretches", stretches, STRETCHES);
        var beginnings = new HashSet<String>();
        var checked = Check.each("stretches", stretches, (input, field) -> {
            var stretch = input.exception(field, date.toString());
            requireOnce(beginnings.add(String.valueOf(stretch.opens())), field);
            return stretch;
        });
        var exceptions = checked.isEmpty() ? List.of(new OpeningException(date.toString(), null, null)) : checked;
        return city.setExceptions(whose(Role.RESTAURANT, "restaurantId", restaurantId), date, exceptions)
                .map(RestaurantView::of);
    }

    @Mutation
    @RolesAllowed({Role.RESTAURANT, Role.OPERATOR})
    @Description("Makes a day like any other again. Errors: UNKNOWN_RESTAURANT, INVALID_INPUT.")
    public @NonNull Uni<RestaurantView> removeOpeningException(
            @Name("day") @Description("The day in the restaurant's zone.") @NonNull String day,
            @Name("restaurantId") @Description(WHOSE) @Id @Nullable String restaurantId) {
        return city.setExceptions(
                        whose(Role.RESTAURANT, "restaurantId", restaurantId), Check.date("day", day), List.of())
                .map(RestaurantView::of);
    }

    @Mutation
    @RolesAllowed({Role.RESTAURANT, Role.OPERATOR})
    @Description("Puts a dish on the menu, or changes it. Errors: UNKNOWN_RESTAURANT, UNKNOWN_ITEM (another "
            + "restaurant's dish has that id), INVALID_INPUT.")
    public @NonNull Uni<MenuItemView> putMenuItem(
            @Name("item") @Description("The dish.") @NonNull MenuItemInput item,
            @Name("restaurantId") @Description(WHOSE) @Id @Nullable String restaurantId) {
        return city.put(item.item("item", whose(Role.RESTAURANT, "restaurantId", restaurantId)))
                .map(priced -> MenuItemView.of(priced.item(), priced.currency()));
    }

    @Mutation("setItemAvailable")
    @RolesAllowed({Role.RESTAURANT, Role.OPERATOR})
    @Description("Says whether a dish can be had now. Errors: UNKNOWN_ITEM.")
    public @NonNull Uni<MenuItemView> setItemAvailable(
            @Name("itemId") @Description("The dish.") @Id @NonNull String itemId,
            @Name("available") @Description("Whether it can be had.") @NonNull Boolean available,
            @Name("restaurantId") @Description(WHOSE) @Id @Nullable String restaurantId) {
        return city.setAvailable(
                        whose(Role.RESTAURANT, "restaurantId", restaurantId), Check.name("itemId", itemId), available)
                .map(priced -> MenuItemView.of(priced.item(), priced.currency()));
    }

    @Mutation("setOnDuty")
    @RolesAllowed({Role.AGENT, Role.OPERATOR})
    @Description("Says whether the agent takes new orders; those under way stay with the agent, and orders that wait "
            + "for one are looked at again. Errors: UNKNOWN_AGENT.")
    public @NonNull Uni<AgentView> setOnDuty(
            @Name("onDuty") @Description("Whether new orders may be assigned.") @NonNull Boolean onDuty,
            @Name("agentId") @Description(WHOSE) @Id @Nullable String agentId) {
        return city.setOnDuty(whose(Role.AGENT, "agentId", agentId), onDuty).map(AgentView::of);
    }

    @Mutation
    @RolesAllowed({Role.AGENT, Role.OPERATOR})
    @Description("Says where the agent is. Errors: UNKNOWN_AGENT, INVALID_INPUT.")
    public @NonNull Uni<AgentView> updatePosition(
            @Name("position") @Description("Where.") @NonNull PositionInput position,
            @Name("agentId") @Description(WHOSE) @Id @Nullable String agentId) {
        Position here = Objects.requireNonNull(PositionInput.position("position", position));
        return city.move(whose(Role.AGENT, "agentId", agentId), here).map(AgentView::of);
    }

    /** Whoever has the role speaks for themselves; an operator names somebody. */
    private String whose(String role, String field, @Nullable String named) {
        var actor = caller.actor();
        if (!actor.is(role)) {
            if (named == null) {
                throw new OrderRefused(Refusal.INVALID_INPUT, field + " must be given by an operator.");
            }
            return Check.name(field, named);
        }
        if (named != null && !named.equals(actor.subject())) {
            throw new OrderRefused(Refusal.FORBIDDEN, "This is not yours to change.");
        }
        return actor.subject();
    }

    private static void requireOnce(boolean isNew, String field) {
        if (!isNew) {
            throw new OrderRefused(Refusal.INVALID_INPUT, field + " begins when another one does.");
        }
    }
}
