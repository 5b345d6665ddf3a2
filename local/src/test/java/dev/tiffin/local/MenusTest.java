package dev.tiffin.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What somebody hungry finds: nothing that is sold out, nobody who is closed, enough for the least order. */
class MenusTest {

    // In Berlin it is an hour later, and the 25th is a Wednesday.
    private static final Instant NOON = Instant.parse("2026-11-25T11:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-11-25T23:30:00Z");

    @Test
    void dishesThatAreSoldOutAreNotThere() throws Exception {
        var restaurants = city(List.of(stretch(3, "11:30", "14:30")), List.of());
        assertThat(Menus.dishes(restaurants, NOON)).extracting(Menus.Dish::id).containsExactly("soup", "stew");
    }

    @Test
    void nobodyStandsBeforeAClosedDoor() throws Exception {
        assertThat(open(NOON, stretch(3, "12:00", "12:01"))).isTrue();
        assertThat(open(NOON, stretch(3, "11:00", "12:00"))).isFalse();
        assertThat(open(NOON, stretch(2, "00:00", "24:00"))).isFalse();
        assertThat(open(NOON, stretch(3, "00:00", "24:00"))).isTrue();
        // Half past midnight is Thursday already; Wednesday's stretch may go on.
        assertThat(open(NIGHT, stretch(3, "20:00", "02:00"))).isTrue();
        assertThat(open(NIGHT, stretch(3, "20:00", "00:30"))).isFalse();
        assertThat(open(NIGHT, stretch(3, "20:00", "24:00"))).isFalse();
        assertThat(open(NIGHT, stretch(4, "20:00", "02:00"))).isFalse();
    }

    @Test
    void aDayThatIsNotLikeTheOthersCounts() throws Exception {
        var always = List.of(stretch(3, "00:00", "24:00"));
        assertThat(Menus.dishes(city(always, List.of(exception("2026-11-25", null, null))), NOON))
                .isEmpty();
        assertThat(Menus.dishes(city(List.of(), List.of(exception("2026-11-25", "11:00", "13:00"))), NOON))
                .isNotEmpty();
        assertThat(Menus.dishes(city(always, List.of(exception("2026-11-26", null, null))), NOON))
                .isNotEmpty();
    }

    @Test
    void anOrderIsLargeEnoughAndEatenNearby() throws Exception {
        var soup = Menus.dishes(city(List.of(stretch(3, "00:00", "24:00")), List.of()), NOON)
                .getFirst();
        var order = GraphQl.JSON.valueToTree(soup.order("tok_visa", 1, List.of("bread")));
        assertThat(order.at("/lines/0/quantity").asInt()).as("1001 by 500 each").isEqualTo(3);
        assertThat(order.at("/lines/0/options/0").asText()).isEqualTo("bread");
        assertThat(order.path("restaurantId").asText()).isEqualTo("inn");
        assertThat(order.at("/address/latitude").asDouble()).isBetween(52.5, 52.51);
        assertThat(soup.options()).containsExactly("bread", "cream");
    }

    private static boolean open(Instant now, Map<String, Object> stretch) throws Exception {
        return !Menus.dishes(city(List.of(stretch), List.of()), now).isEmpty();
    }

    private static Map<String, Object> stretch(int day, String opens, String closes) {
        return Map.of("day", day, "opens", opens, "closes", closes);
    }

    private static JsonNode exception(String day, String opens, String closes) {
        return GraphQl.JSON
                .createObjectNode()
                .put("day", day)
                .put("opens", opens)
                .put("closes", closes);
    }

    private static JsonNode city(List<Map<String, Object>> hours, List<JsonNode> exceptions) throws Exception {
        return GraphQl.JSON.readTree(
                """
                [{"id": "inn", "address": {"latitude": 52.5, "longitude": 13.4}, "timeZone": "Europe/Berlin",
                  "openingHours": %s, "openingExceptions": %s, "minimumOrder": {"amount": 1001},
                  "menu": [
                    {"id": "soup", "available": true, "price": {"amount": 500},
                     "options": [{"name": "bread"}, {"name": "cream"}]},
                    {"id": "fish", "available": false, "price": {"amount": 900}, "options": []},
                    {"id": "stew", "available": true, "price": {"amount": 1001}, "options": []}]}]
                """.formatted(GraphQl.JSON.writeValueAsString(hours), GraphQl.JSON.writeValueAsString(exceptions)));
    }
}
