package dev.tiffin.validation;

import dev.tiffin.contract.Distance;
import dev.tiffin.contract.OrderSnapshot;
import dev.tiffin.contract.StepResults.ValidationResult;
import dev.tiffin.contract.StepResults.Violation;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What makes an order valid. Every rule is asked, so that the customer reads everything that is wrong at once. Rules
 * that compare with the restaurant take it as it was at placement, and the time of placement: an event that comes
 * late gives the same answer.
 */
final class ValidationPolicy {

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH);

    private final int mostLines;
    private final int mostOfOneDish;

    ValidationPolicy(int mostLines, int mostOfOneDish) {
        this.mostLines = mostLines;
        this.mostOfOneDish = mostOfOneDish;
    }

    /**
     * All rules that the order breaks.
     *
     * @throws IllegalArgumentException if the order holds what cannot be read: no address, a currency that does not
     * exist
     * @throws java.time.DateTimeException the same, for the time zone or the opening hours
     */
    ValidationResult validate(OrderSnapshot order) {
        var violations = Stream.of(
                        lines(order).stream(),
                        quantities(order),
                        minimum(order).stream(),
                        openingHours(order).stream(),
                        distance(order).stream())
                .flatMap(found -> found)
                .toList();
        return new ValidationResult(order.id(), order.statusVersion(), violations);
    }

    private Optional<Violation> lines(OrderSnapshot order) {
        var lines = order.lines().size();
        if (lines == 0) {
            return violation("EMPTY_ORDER", "The order is empty.");
        }
        if (lines > mostLines) {
            return violation(
                    "TOO_MANY_LINES", "An order has at most " + mostLines + " lines, this one has " + lines + ".");
        }
        return Optional.empty();
    }

    private Stream<Violation> quantities(OrderSnapshot order) {
        return order.lines().stream()
                .filter(line -> line.quantity() < 1 || line.quantity() > mostOfOneDish)
                .map(line -> new Violation(
                        "QUANTITY_OUT_OF_RANGE",
                        "Of " + line.name() + ", 1 to " + mostOfOneDish + " can be ordered, not " + line.quantity()
                                + "."));
    }

    private static Optional<Violation> minimum(OrderSnapshot order) {
        var minimum = order.restaurant().minimumOrder();
        if (order.total() >= minimum) {
            return Optional.empty();
        }
        return violation(
                "BELOW_MINIMUM",
                order.restaurant().name() + " takes orders from " + money(minimum, order.currency())
                        + ", this one comes to " + money(order.total(), order.currency()) + ".");
    }

    private static Optional<Violation> openingHours(OrderSnapshot order) {
        var restaurant = order.restaurant();
        var local = order.createdAt().atZone(ZoneId.of(restaurant.timeZone())).toLocalDateTime();
        if (OpeningTimes.open(restaurant.openingHours(), restaurant.exceptions(), local)) {
            return Optional.empty();
        }
        return violation(
                "RESTAURANT_CLOSED",
                restaurant.name() + " is closed at the time of the order, " + DAY_AND_TIME.format(local) + ".");
    }

    private static Optional<Violation> distance(OrderSnapshot order) {
        var restaurant = order.restaurant();
        var address = order.address();
        if (address == null) {
            throw new IllegalArgumentException("no address");
        }
        var metres =
                Distance.metres(restaurant.latitude(), restaurant.longitude(), address.latitude(), address.longitude());
        if (metres <= restaurant.deliveryRadiusMetres()) {
            return Optional.empty();
        }
        return violation(
                "TOO_FAR_AWAY",
                restaurant.name() + " delivers up to " + kilometres(restaurant.deliveryRadiusMetres())
                        + ", the address is " + kilometres(metres) + " away.");
    }

    private static Optional<Violation> violation(String code, String sentence) {
        return Optional.of(new Violation(code, sentence));
    }

    private static String kilometres(double metres) {
        return String.format(Locale.ROOT, "%.1f km", metres / 1000);
    }

    /** For people: minor units as the currency counts them. */
    private static String money(long amount, String currency) {
        var digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return BigDecimal.valueOf(amount, digits).toPlainString() + " " + currency;
    }
}
