package dev.tiffin.gateway.graphql;

import static dev.tiffin.gateway.testing.Api.ask;
import static dev.tiffin.gateway.testing.Api.code;
import static dev.tiffin.gateway.testing.Api.customer;
import static dev.tiffin.gateway.testing.Api.newOrder;
import static dev.tiffin.gateway.testing.Api.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.Role;
import dev.tiffin.gateway.testing.Answer;
import dev.tiffin.gateway.testing.Api;
import dev.tiffin.gateway.testing.CityAndIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What restaurants and agents say of themselves, by the API. */
@QuarkusTest
@QuarkusTestResource(CityAndIssuer.class)
class UpkeepTest {

    private static final String TAQUERIA = "taqueria-sol";
    private static final String OWNER = token(TAQUERIA, Role.RESTAURANT);

    @Test
    void aRestaurantChangesItsTerms() {
        var changed = ask(
                OWNER,
                "mutation { changeRestaurant(changes: {minimumOrder: 1234, deliveryRadiusMetres: 2500, approvesByHand: "
                        + "true, preparationMinutes: 33, capacity: 7}) { minimumOrder { amount } deliveryRadiusMetres "
                        + "approvesByHand preparationMinutes capacity } }");
        assertThat(changed.<Object>get("data.changeRestaurant"))
                .isEqualTo(Map.of(
                        "minimumOrder",
                        Map.of("amount", 1234),
                        "deliveryRadiusMetres",
                        2500,
                        "approvesByHand",
                        true,
                        "preparationMinutes",
                        33,
                        "capacity",
                        7));
        var again = ask(
                OWNER,
                "mutation { changeRestaurant(changes: {capacity: 0, approvesByHand: false}) { capacity approvesByHand "
                        + "preparationMinutes } }");
        assertThat(again.getString("data.changeRestaurant.capacity")).isNull();
        assertThat(again.getInt("data.changeRestaurant.preparationMinutes")).isEqualTo(33);
    }

    @Test
    void hoursAreSetAsAWhole() {
        var set = ask(
                OWNER,
                "mutation { setOpeningHours(hours: [{day: 1, opens: \"08:00\", closes: \"24:00\"}, {day: 7, opens: "
                        + "\"20:00\", closes: \"02:00\"}]) { openingHours { day opens closes } } }");
        assertThat(set.getList("data.setOpeningHours.openingHours"))
                .containsExactly(
                        Map.of("day", 1, "opens", "08:00", "closes", "24:00"),
                        Map.of("day", 7, "opens", "20:00", "closes", "02:00"));
        var around = ask(
                OWNER,
                "mutation { setOpeningHours(hours: [{day: 1, opens: \"08:00\", closes: \"09:00\"}]) "
                        + "{ openingHours { closes } } }");
        assertThat(around.getList("data.setOpeningHours.openingHours.closes")).containsExactly("09:00");
    }

    @Test
    void aDayCanBeUnlikeTheOthers() {
        ask(OWNER, "mutation { setOpeningException(day: \"2026-12-24\", stretches: []) { id } }");
        var set = ask(
                OWNER,
                "mutation { setOpeningException(day: \"2026-12-31\", stretches: [{opens: \"22:00\", closes: "
                        + "\"06:00\"}]) { openingExceptions { day opens closes } } }");
        var closed = new HashMap<String, Object>(Map.of("day", "2026-12-24"));
        closed.put("opens", null);
        closed.put("closes", null);
        assertThat(set.getList("data.setOpeningException.openingExceptions"))
                .containsExactly(closed, Map.of("day", "2026-12-31", "opens", "22:00", "closes", "06:00"));
        ask(OWNER, "mutation { removeOpeningException(day: \"2026-12-24\") { id } }");
        var left = ask(OWNER, "mutation { removeOpeningException(day: \"2026-12-31\") { openingExceptions { day } } }");
        assertThat(left.getList("data.removeOpeningException.openingExceptions"))
                .isEmpty();
    }

    @Test
    void aDishThatRanOutIsNamedInTheRefusal() {
        var owner = token("pho-lotus", Role.RESTAURANT);
        put(owner, "pho-lotus-special", "Pho Special");
        put(owner, "pho-lotus-other", "Pho Other");
        for (var dish : List.of("pho-lotus-special", "pho-lotus-other")) {
            ask(owner, "mutation { setItemAvailable(itemId: \"" + dish + "\", available: false) { id } }");
        }
        var order = new HashMap<>(newOrder());
        order.put("restaurantId", "pho-lotus");
        order.put(
                "lines",
                List.of(
                        Map.of("itemId", "pho-lotus-special", "quantity", 1),
                        Map.of("itemId", "pho-lotus-other", "quantity", 1)));
        var refused = ask(
                customer(),
                "mutation Place($order: NewOrderInput!) { placeOrder(order: $order) { id } }",
                Map.of("order", order));
        assertThat(code(refused)).isEqualTo("ITEM_UNAVAILABLE");
        assertThat(refused.getString("errors[0].message")).contains("Pho Special", "Pho Other");
    }

    @Test
    void nobodyChangesWhatIsSomebodyElses() {
        assertThat(code(ask(
                        OWNER,
                        "mutation { changeRestaurant(restaurantId: \"pho-lotus\", changes: {capacity: 1}) { id } }")))
                .isEqualTo("FORBIDDEN");
        assertThat(code(ask(OWNER, "mutation { setItemAvailable(itemId: \"pho-lotus-1\", available: false) { id } }")))
                .isEqualTo("UNKNOWN_ITEM");
        assertThat(code(put(OWNER, "pho-lotus-1", "Stolen"))).isEqualTo("UNKNOWN_ITEM");
        assertThat(code(ask(
                        token("agent-09", Role.AGENT),
                        "mutation { setOnDuty(onDuty: false, agentId: \"agent-08\") " + "{ id } }")))
                .isEqualTo("FORBIDDEN");
        assertThat(code(ask(token("nobody", Role.AGENT), "mutation { setOnDuty(onDuty: false) { id } }")))
                .isEqualTo("UNKNOWN_AGENT");
    }

    @Test
    void anOperatorSpeaksForAnybodyButHasToSayForWhom() {
        var operator = token("op", Role.OPERATOR);
        assertThat(code(ask(operator, "mutation { setOnDuty(onDuty: false) { id } }")))
                .isEqualTo("INVALID_INPUT");
        var changed = ask(operator, "mutation { setOnDuty(onDuty: false, agentId: \"agent-08\") { onDuty } }");
        assertThat(changed.getBoolean("data.setOnDuty.onDuty")).isFalse();
    }

    @Test
    void anAgentSaysWhere() {
        var moved = ask(
                token("agent-07", Role.AGENT),
                "mutation { updatePosition(position: {latitude: 52.6, longitude: 13.5}) { position { latitude } } }");
        assertThat(moved.getString("data.updatePosition.position.latitude")).isEqualTo("52.6");
    }

    @Test
    void nonsenseIsRefusedByName() {
        for (var nonsense : List.of(
                "changeRestaurant(changes: {preparationMinutes: 0}) { id }",
                "changeRestaurant(changes: {minimumOrder: -1}) { id }",
                "setOpeningHours(hours: [{day: 8, opens: \"08:00\", closes: \"09:00\"}]) { id }",
                "setOpeningHours(hours: [{day: 1, opens: \"24:00\", closes: \"09:00\"}]) { id }",
                "setOpeningException(day: \"tomorrow\", stretches: []) { id }",
                "putMenuItem(item: {id: \"x\", name: \"X\", category: \"Y\", price: 0}) { id }")) {
            assertThat(code(ask(OWNER, "mutation { " + nonsense + " }")))
                    .as(nonsense)
                    .isEqualTo("INVALID_INPUT");
        }
    }

    @Test
    void aPriceThatIsTooHighIsToldAsItWasWritten() {
        var refused = ask(
                OWNER,
                "mutation { putMenuItem(item: {id: \"x\", name: \"X\", category: \"Y\", price: 9007199254740993}) "
                        + "{ id } }");
        assertThat(code(refused)).isEqualTo("INVALID_INPUT");
        assertThat(refused.getString("errors[0].message"))
                .isEqualTo("item.price must be between 1 and 100000000, but is 9007199254740993.");
    }

    private static Answer put(String owner, String id, String name) {
        return Api.ask(
                owner,
                "mutation Put($item: MenuItemInput!) { putMenuItem(item: $item) { id price { amount currency } } }",
                Map.of("item", Map.of("id", id, "name", name, "category", "Soups", "price", 990)));
    }
}
