package dev.tiffin.validation;

import dev.tiffin.contract.RestaurantSnapshot.OpeningHours;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;

/**
 * Whether a place is open, counted in minutes of a week that begins again when it ends: so the stretch that begins on
 * Sunday evening and closes on Monday morning is one like any other.
 */
final class OpeningTimes {

    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;

    private OpeningTimes() {}

    /** Whether one of the stretches covers this local time: from the minute it opens to the minute before it closes. */
    static boolean open(List<OpeningHours> hours, LocalDateTime time) {
        var now = (time.getDayOfWeek().getValue() - 1) * DAY + minute(time.toLocalTime());
        return hours.stream().anyMatch(stretch -> Math.floorMod(now - start(stretch), WEEK) < length(stretch));
    }

    private static int start(OpeningHours stretch) {
        return (DayOfWeek.of(stretch.day()).getValue() - 1) * DAY + minute(stretch.opens());
    }

    /**
     * A stretch that does not close after it opened closes on the next day; one that closes as it opens is a whole
     * day.
     */
    private static int length(OpeningHours stretch) {
        var length = minute(stretch.closes()) - minute(stretch.opens());
        return length > 0 ? length : length + DAY;
    }

    private static int minute(String text) {
        return text.equals("24:00") ? DAY : minute(LocalTime.parse(text));
    }

    private static int minute(LocalTime time) {
        return time.getHour() * 60 + time.getMinute();
    }
}
