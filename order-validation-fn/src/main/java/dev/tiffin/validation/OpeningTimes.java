package dev.tiffin.validation;

import dev.tiffin.contract.RestaurantSnapshot.OpeningException;
import dev.tiffin.contract.RestaurantSnapshot.OpeningHours;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a place is open. Stretches belong to the day on which they begin; one that goes past midnight covers a part
 * of the next, whatever holds there. So today's and yesterday's are all that can cover a moment of today.
 */
final class OpeningTimes {

    private static final int DAY = 24 * 60;

    private OpeningTimes() {}

    /** A stretch in minutes from the midnight with which its day begins. */
    private record Stretch(int opens, int length) {

        boolean covers(int minute) {
            return minute >= opens && minute < opens + length;
        }

        /**
         * A stretch that does not close after it opened closes on the next day; one that closes as it opens is a whole
         * day.
         */
        static Stretch of(String opens, String closes) {
            int length = minute(closes) - minute(opens);
            return new Stretch(minute(opens), length > 0 ? length : length + DAY);
        }
    }

    /** Whether one of the stretches covers this local time: from the minute it opens to the minute before it closes. */
    static boolean open(List<OpeningHours> hours, List<OpeningException> exceptions, LocalDateTime time) {
        int now = minute(time.toLocalTime());
        var today = time.toLocalDate();
        return beginningOn(today, hours, exceptions).anyMatch(stretch -> stretch.covers(now))
                || beginningOn(today.minusDays(1), hours, exceptions).anyMatch(stretch -> stretch.covers(now + DAY));
    }

    /** What a day's exceptions say, if there are any, and else what its day of the week says. */
    private static Stream<Stretch> beginningOn(
            LocalDate day, List<OpeningHours> hours, List<OpeningException> exceptions) {
        var special = exceptions.stream()
                .filter(exception -> LocalDate.parse(exception.day()).equals(day))
                .toList();
        if (special.isEmpty()) {
            return hours.stream()
                    .filter(stretch -> DayOfWeek.of(stretch.day()) == day.getDayOfWeek())
                    .map(stretch -> Stretch.of(stretch.opens(), stretch.closes()));
        }
        return special.stream().flatMap(exception -> stretch(exception.opens(), exception.closes()));
    }

    private static Stream<Stretch> stretch(@Nullable String opens, @Nullable String closes) {
        return opens == null || closes == null ? Stream.of() : Stream.of(Stretch.of(opens, closes));
    }

    private static int minute(String text) {
        return text.equals("24:00") ? DAY : minute(LocalTime.parse(text));
    }

    private static int minute(LocalTime time) {
        return time.getHour() * 60 + time.getMinute();
    }
}
