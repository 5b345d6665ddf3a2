package dev.tiffin.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.contract.OrderLine;
import dev.tiffin.contract.StepResults.Violation;
import dev.tiffin.function.testing.SampleOrder;
import java.time.DateTimeException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationPolicyTest {

    private static final SampleOrder ORDER = SampleOrder.in("PLACED");

    private final ValidationPolicy policy = new ValidationPolicy(100, 99);

    @Test
    void passesAGoodOrder() {
        var result = policy.validate(ORDER.snapshot());
        assertThat(result.violations()).isEmpty();
        assertThat(result.orderId()).hasToString(SampleOrder.ID);
        assertThat(result.statusVersion()).isEqualTo(3);
    }

    @Test
    void refusesAnEmptyOrder() {
        assertThat(violations(ORDER.with("lines", List.of())))
                .containsExactly(new Violation("EMPTY_ORDER", "The order is empty."));
    }

    @Test
    void takesAHundredLinesButNoMore() {
        assertThat(violations(ORDER.with("lines", Collections.nCopies(100, line(1)))))
                .isEmpty();
        assertThat(violations(ORDER.with("lines", Collections.nCopies(101, line(1)))))
                .containsExactly(new Violation("TOO_MANY_LINES", "An order has at most 100 lines, this one has 101."));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 99})
    void takesSensibleQuantities(int quantity) {
        assertThat(violations(ORDER.with("lines", List.of(line(quantity))))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 100, 1000})
    void refusesAbsurdQuantitiesOfEveryLine(int quantity) {
        var expected = new Violation("QUANTITY_OUT_OF_RANGE", "Of Dal, 1 to 99 can be ordered, not " + quantity + ".");
        assertThat(violations(ORDER.with("lines", List.of(line(quantity), line(1), line(quantity)))))
                .containsExactly(expected, expected);
    }

    @Test
    void comparesTheTotalWithTheMinimum() {
        assertThat(violations(ORDER.with("total", 1500))).isEmpty();
        assertThat(violations(ORDER.with("total", 1499)))
                .containsExactly(new Violation(
                        "BELOW_MINIMUM", "Spice Garden takes orders from 15.00 EUR, this one comes to 14.99 EUR."));
        assertThat(violations(ORDER.with("total", 1499).with("currency", "JPY")))
                .containsExactly(new Violation(
                        "BELOW_MINIMUM", "Spice Garden takes orders from 1500 JPY, this one comes to 1499 JPY."));
    }

    @Test
    void judgesOpeningHoursAtTheTimeOfPlacementInTheRestaurantsZone() {
        assertThat(violations(ORDER.with("createdAt", "2026-01-15T21:59:59Z"))).isEmpty();
        assertThat(violations(ORDER.with("createdAt", "2026-01-15T22:00:00Z")))
                .containsExactly(new Violation(
                        "RESTAURANT_CLOSED", "Spice Garden is closed at the time of the order, Thursday 23:00."));
        assertThat(violations(
                        ORDER.with("createdAt", "2026-01-15T22:00:00Z").with("restaurant.timeZone", "Europe/London")))
                .isEmpty();
    }

    @Test
    void deliversToTheEdgeOfTheRadius() {
        assertThat(violations(ORDER.with("restaurant.deliveryRadiusMetres", 2002)))
                .isEmpty();
        assertThat(violations(ORDER.with("restaurant.deliveryRadiusMetres", 2001)))
                .containsExactly(new Violation(
                        "TOO_FAR_AWAY", "Spice Garden delivers up to 2.0 km, the address is 2.0 km away."));
        assertThat(violations(ORDER.with("address.latitude", 48.1)))
                .containsExactly(new Violation(
                        "TOO_FAR_AWAY", "Spice Garden delivers up to 3.0 km, the address is 491.5 km away."));
    }

    @Test
    void listsAllThatIsWrong() {
        var bad = ORDER.with("lines", List.of(line(0)))
                .with("total", 0)
                .with("restaurant.openingHours", List.of())
                .with("address.longitude", 14);
        assertThat(violations(bad))
                .extracting(Violation::code)
                .containsExactly("QUANTITY_OUT_OF_RANGE", "BELOW_MINIMUM", "RESTAURANT_CLOSED", "TOO_FAR_AWAY");
    }

    @ParameterizedTest
    @CsvSource({"restaurant.timeZone, Mars", "currency, MOON", "address,"})
    void saysWhatItCannotRead(String path, String value) {
        var order = ORDER.with("total", 1).with(path, value).snapshot();
        assertThatThrownBy(() -> policy.validate(order))
                .isInstanceOfAny(IllegalArgumentException.class, DateTimeException.class);
    }

    private List<Violation> violations(SampleOrder order) {
        return policy.validate(order.snapshot()).violations();
    }

    private static OrderLine line(int quantity) {
        return new OrderLine("spice-garden-1", "Dal", List.of(), quantity, 990);
    }
}
