package dev.tiffin.gateway.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.contract.Address;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be asked for, what it costs, and when two requests are the same. */
class NewOrderTest {

    private static final Address HOME = new Address("Street 1", 52.5, 13.4);
    private static final NewOrder.Line DAL = new NewOrder.Line("dal", 2, List.of("rice"));
    private static final NewOrder GOOD = order("curry-house", HOME, List.of(DAL), "tok_visa");
    private static final Restaurant CURRY_HOUSE =
            new Restaurant(Sample.PLACEMENT.restaurant(), "Indian", "Street 2", "EUR", List.of());
    private static final MenuItem MENU_DAL = new MenuItem(
            "dal", "curry-house", "Dal", "", "Mains", 900, true, List.of(new MenuItem.Option("rice", 150)));

    static Stream<NewOrder> senseless() {
        return Stream.of(
                order(" ", HOME, List.of(DAL), null),
                order("curry-house", new Address("", 52.5, 13.4), List.of(DAL), null),
                order("curry-house", new Address("x".repeat(1_000_000), 52.5, 13.4), List.of(DAL), null),
                order("curry-house", new Address("NUL\0", 52.5, 13.4), List.of(DAL), null),
                order("curry-house", new Address("lone \ud83d", 52.5, 13.4), List.of(DAL), null),
                order("curry-house", new Address("lone \ude00 too", 52.5, 13.4), List.of(DAL), null),
                order("curry-house", new Address("Street 1", -90.1, 13.4), List.of(DAL), null),
                order("curry-house", new Address("Street 1", 52.5, 180.1), List.of(DAL), null),
                order("curry-house", new Address("Street 1", Double.NaN, 13.4), List.of(DAL), null),
                order("curry-house", HOME, List.of(), null),
                order("curry-house", HOME, Collections.nCopies(101, DAL), null),
                order("curry-house", HOME, List.of(new NewOrder.Line("dal", 0, List.of())), null),
                order("curry-house", HOME, List.of(new NewOrder.Line("dal", -1, List.of())), null),
                order("curry-house", HOME, List.of(new NewOrder.Line("dal", 1_000, List.of())), null),
                order("curry-house", HOME, List.of(new NewOrder.Line("d\0l", 1, List.of())), null),
                order("curry-house", HOME, List.of(new NewOrder.Line("dal", 1, List.of("rice", "rice"))), null),
                order("curry-house", HOME, List.of(DAL), " "));
    }

    @ParameterizedTest
    @MethodSource("senseless")
    void whatMakesNoSenseIsRefused(NewOrder order) {
        assertThatThrownBy(order::check)
                .isInstanceOfSatisfying(
                        OrderRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(Refusal.INVALID_INPUT));
    }

    @Test
    void whatMakesSensePasses() {
        GOOD.check();
        order("curry-house", new Address("\ud83d\ude00 Street", -90, -180), List.of(DAL), null)
                .check();
    }

    @Test
    void pricesAreTheMenus() {
        Priced priced = Priced.of(GOOD, CURRY_HOUSE, Map.of("dal", MENU_DAL));

        assertThat(priced.total()).isEqualTo(2 * (900 + 150));
        assertThat(priced.currency()).isEqualTo("EUR");
        assertThat(priced.lines().getFirst().unitPrice()).isEqualTo(1_050);
        assertThat(priced.lines().getFirst().name()).isEqualTo("Dal");
    }

    @Test
    void whatIsNotOnTheMenuCannotBeOrdered() {
        var elsewhere = new MenuItem("dal", "other", "Dal", "", "Mains", 900, true, List.of());
        var soldOut = new MenuItem("dal", "curry-house", "Dal", "", "Mains", 900, false, List.of());
        var plain = new MenuItem("dal", "curry-house", "Dal", "", "Mains", 900, true, List.of());

        assertThatThrownBy(() -> Priced.of(GOOD, null, Map.of())).hasMessageContaining("no restaurant");
        assertThatThrownBy(() -> Priced.of(GOOD, CURRY_HOUSE, Map.of())).hasMessageContaining("no dish");
        assertThatThrownBy(() -> Priced.of(GOOD, CURRY_HOUSE, Map.of("dal", elsewhere)))
                .hasMessageContaining("no dish");
        assertThatThrownBy(() -> Priced.of(GOOD, CURRY_HOUSE, Map.of("dal", soldOut)))
                .hasMessageContaining("cannot be had just now");
        assertThatThrownBy(() -> Priced.of(GOOD, CURRY_HOUSE, Map.of("dal", plain)))
                .hasMessageContaining("cannot be had with");
    }

    static Stream<NewOrder> others() {
        return Stream.of(
                order("curry-hous", HOME, List.of(DAL), "tok_visa"),
                order("curry-house", new Address("Street 1", 52.5, 13.5), List.of(DAL), "tok_visa"),
                order("curry-house", HOME, List.of(DAL, DAL), "tok_visa"),
                order("curry-house", HOME, List.of(new NewOrder.Line("dal", 3, List.of("rice"))), "tok_visa"),
                order("curry-house", HOME, List.of(new NewOrder.Line("dal", 2, List.of())), "tok_visa"),
                order("curry-house", HOME, List.of(DAL), null));
    }

    @ParameterizedTest
    @MethodSource("others")
    void anythingElseIsAnotherRequest(NewOrder other) {
        assertThat(RequestDigest.of(other)).isNotEqualTo(RequestDigest.of(GOOD));
    }

    @Test
    void theSameContentIsTheSameRequestWhateverItsId() {
        var repeated = new NewOrder(UUID.randomUUID(), "curry-house", HOME, List.of(DAL), "tok_visa");

        assertThat(RequestDigest.of(repeated)).isEqualTo(RequestDigest.of(GOOD)).hasSize(64);
    }

    @Test
    void madeIdsSortByTime() {
        var ids = new OrderIds(Clock.systemUTC());

        UUID id = ids.get();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16)
                .isCloseTo(System.currentTimeMillis(), org.assertj.core.data.Offset.offset(10_000L));
        assertThat(ids.get()).isNotEqualTo(id);
    }

    private static NewOrder order(
            String restaurant,
            Address address,
            List<NewOrder.Line> lines,
            @org.jspecify.annotations.Nullable String method) {
        return new NewOrder(null, restaurant, address, lines, method);
    }
}
