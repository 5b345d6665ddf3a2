package dev.tiffin.gateway.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Prices are the menu's: of the dish, and of what is added to it. */
class PricedTest {

    private static final String HOUSE = Sample.PLACEMENT.restaurant().id();
    private static final Restaurant RESTAURANT =
            new Restaurant(Sample.PLACEMENT.restaurant(), "Indian", "Street 2", "EUR", List.of());
    private static final Map<String, MenuItem> MENU = Map.of(
            "dal", dish("dal", HOUSE, true),
            "naan", dish("naan", HOUSE, false),
            "pizza", dish("pizza", "next-door", true));

    @Test
    void whatIsAddedCostsWhatTheMenuSays() {
        Priced priced = Priced.of(
                order(new NewOrder.Line("dal", 2, List.of("Raita", "No chilli")), line("dal")), RESTAURANT, MENU);

        assertThat(priced.lines()).extracting(one -> one.unitPrice()).containsExactly(1_100L, 950L);
        assertThat(priced.lines().getFirst().options()).containsExactly("Raita", "No chilli");
        assertThat(priced.total()).isEqualTo(2 * 1_100 + 950);
        assertThat(priced.currency()).isEqualTo("EUR");
    }

    @Test
    void everythingThatIsWrongIsNamed() {
        NewOrder order =
                order(line("naan"), new NewOrder.Line("dal", 1, List.of("Gold leaf")), line("stone"), line("dal"));

        assertThatThrownBy(() -> Priced.of(order, RESTAURANT, MENU))
                .isInstanceOfSatisfying(OrderRefused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(Refusal.ITEM_UNAVAILABLE);
                    assertThat(refused.sentence()).contains("\"The naan\"", "\"Gold leaf\"", "\"stone\"");
                });
    }

    @Test
    void aDishOfAnotherRestaurantIsNotOnThisMenu() {
        assertThatThrownBy(() -> Priced.of(order(line("pizza")), RESTAURANT, MENU))
                .isInstanceOfSatisfying(
                        OrderRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(Refusal.UNKNOWN_ITEM));
    }

    private static MenuItem dish(String id, String restaurant, boolean available) {
        var extras = List.of(new MenuItem.Option("Raita", 150), new MenuItem.Option("No chilli", 0));
        return new MenuItem(id, restaurant, "The " + id, "", "Mains", 950, available, extras);
    }

    private static NewOrder.Line line(String dish) {
        return new NewOrder.Line(dish, 1, List.of());
    }

    private static NewOrder order(NewOrder.Line... lines) {
        return new NewOrder(UUID.randomUUID(), HOUSE, Sample.PLACEMENT.address(), List.of(lines), null);
    }
}
