package dev.tiffin.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.contract.RestaurantSnapshot.OpeningException;
import dev.tiffin.contract.RestaurantSnapshot.OpeningHours;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningTimesTest {

    @ParameterizedTest(name = "day {0}: at {1} open is {2}")
    @CsvSource({
        // within a day
        "1 11:00 23:00, MONDAY 10:59, false",
        "1 11:00 23:00, MONDAY 11:00, true",
        "1 11:00 23:00, MONDAY 22:59, true",
        "1 11:00 23:00, MONDAY 23:00, false",
        "1 11:00 23:00, TUESDAY 12:00, false",
        // until midnight, twice written
        "5 18:00 24:00, FRIDAY 23:59, true",
        "5 18:00 24:00, SATURDAY 00:00, false",
        "5 18:00 00:00, FRIDAY 23:59, true",
        "5 18:00 00:00, SATURDAY 00:00, false",
        // past midnight
        "5 18:00 02:00, FRIDAY 17:59, false",
        "5 18:00 02:00, SATURDAY 01:59, true",
        "5 18:00 02:00, SATURDAY 02:00, false",
        "5 18:00 02:00, FRIDAY 01:00, false",
        // past the end of the week
        "7 20:00 03:00, SUNDAY 23:00, true",
        "7 20:00 03:00, MONDAY 02:59, true",
        "7 20:00 03:00, MONDAY 03:00, false",
        // around the clock, twice written
        "3 00:00 24:00, WEDNESDAY 00:00, true",
        "3 00:00 24:00, WEDNESDAY 23:59, true",
        "3 00:00 24:00, THURSDAY 00:00, false",
        "3 08:00 08:00, THURSDAY 07:59, true",
        "3 08:00 08:00, THURSDAY 08:00, false",
    })
    void knowsWhenItIsOpen(String stretch, String at, boolean open) {
        var hours = stretch.split(" ");
        var time = at.split(" ");
        var opening = new OpeningHours(Integer.parseInt(hours[0]), hours[1], hours[2]);
        assertThat(OpeningTimes.open(
                        List.of(opening), List.of(), on(DayOfWeek.valueOf(time[0]), LocalTime.parse(time[1]))))
                .isEqualTo(open);
    }

    @Test
    void isOpenDuringAnyStretch() {
        var hours = List.of(new OpeningHours(1, "11:00", "14:00"), new OpeningHours(1, "18:00", "22:00"));
        assertThat(OpeningTimes.open(hours, List.of(), on(DayOfWeek.MONDAY, LocalTime.of(12, 0))))
                .isTrue();
        assertThat(OpeningTimes.open(hours, List.of(), on(DayOfWeek.MONDAY, LocalTime.of(16, 0))))
                .isFalse();
        assertThat(OpeningTimes.open(hours, List.of(), on(DayOfWeek.MONDAY, LocalTime.of(19, 0))))
                .isTrue();
    }

    @Test
    void isNeverOpenWithoutHours() {
        assertThat(OpeningTimes.open(List.of(), List.of(), on(DayOfWeek.MONDAY, LocalTime.NOON)))
                .isFalse();
    }

    @ParameterizedTest(name = "closed on the 13th, longer on the 14th: on the {0} open is {1}")
    @CsvSource({
        "2026-01-12T20:00, true",
        "2026-01-13T00:30, true", // still Monday's evening
        "2026-01-13T01:00, false",
        "2026-01-13T20:00, false",
        "2026-01-14T00:30, false", // there was no Tuesday evening
        "2026-01-14T09:00, true",
        "2026-01-14T11:00, false",
        "2026-01-14T23:00, true",
        "2026-01-15T02:59, true",
        "2026-01-15T03:00, false",
        "2026-01-15T20:00, true",
    })
    void followsExceptions(LocalDateTime time, boolean open) {
        var everyEvening = IntStream.rangeClosed(1, 7)
                .mapToObj(day -> new OpeningHours(day, "18:00", "01:00"))
                .toList();
        var exceptions = List.of(
                new OpeningException("2026-01-13", null, null),
                new OpeningException("2026-01-14", "08:00", "10:00"),
                new OpeningException("2026-01-14", "22:00", "03:00"));
        assertThat(OpeningTimes.open(everyEvening, exceptions, time)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({"0, 11:00, 12:00", "8, 11:00, 12:00", "1, 25:00, 12:00", "1, 11:00, late"})
    void saysWhatItCannotRead(int day, String opens, String closes) {
        var hours = List.of(new OpeningHours(day, opens, closes));
        assertThatThrownBy(() -> OpeningTimes.open(hours, List.of(), on(DayOfWeek.MONDAY, LocalTime.NOON)))
                .isInstanceOf(DateTimeException.class);
    }

    private static LocalDateTime on(DayOfWeek day, LocalTime time) {
        return LocalDate.of(2026, 1, 12).with(TemporalAdjusters.nextOrSame(day)).atTime(time);
    }
}
