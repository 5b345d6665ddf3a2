package dev.tiffin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The JSON of an event is a promise to whoever reads it: fields may be added, never renamed or removed. */
class OrderSnapshotJsonTest {

    private static final String FIRST_EDITION = """
            {
              "id" : "018f0000-0000-7000-8000-000000000001",
              "version" : 2,
              "status" : "VALIDATED",
              "statusVersion" : 2,
              "createdAt" : "2026-01-02T03:04:05.678Z",
              "changedAt" : "2026-01-02T03:04:05.789Z",
              "changedBy" : "function:order-validation-fn",
              "customerId" : "u-1",
              "restaurant" : {
                "id" : "spice-garden",
                "name" : "Spice Garden",
                "latitude" : 52.5,
                "longitude" : 13.4,
                "timeZone" : "Europe/Berlin",
                "openingHours" : [ {
                  "day" : 1,
                  "opens" : "00:00",
                  "closes" : "24:00"
                } ],
                "deliveryRadiusMetres" : 5000,
                "minimumOrder" : 1000,
                "approval" : "AUTOMATIC",
                "preparationMinutes" : 20
              },
              "address" : {
                "text" : "Linienstr. 1",
                "latitude" : 52.51,
                "longitude" : 13.41
              },
              "lines" : [ {
                "itemId" : "spice-garden-1",
                "name" : "Dal",
                "options" : [ "hot" ],
                "quantity" : 2,
                "unitPrice" : 750
              } ],
              "total" : 1500,
              "currency" : "EUR",
              "paymentAttempt" : 0,
              "validatedAt" : "2026-01-02T03:04:05.789Z"
            }""";

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    @Test
    void writesTheFirstEditionToTheLetter() throws JsonProcessingException {
        assertThat(json.writerWithDefaultPrettyPrinter().writeValueAsString(validated()))
                .isEqualTo(FIRST_EDITION);
    }

    @Test
    void readsBackWhatItWrote() throws JsonProcessingException {
        assertThat(json.readValue(FIRST_EDITION, OrderSnapshot.class)).isEqualTo(validated());
    }

    @Test
    void toleratesAStatusAndFieldsOfANewerRelease() throws JsonProcessingException {
        var newer =
                FIRST_EDITION.replace("\"VALIDATED\"", "\"COOKING\"").replace("\"total\"", "\"tip\" : 1, \"total\"");
        assertThat(json.readValue(newer, OrderSnapshot.class).status()).isEqualTo("COOKING");
    }

    private static OrderSnapshot validated() {
        var validatedAt = Instant.parse("2026-01-02T03:04:05.789Z");
        return new OrderSnapshot(
                UUID.fromString("018f0000-0000-7000-8000-000000000001"),
                2,
                "VALIDATED",
                2,
                Instant.parse("2026-01-02T03:04:05.678Z"),
                validatedAt,
                "function:order-validation-fn",
                "u-1",
                restaurant(),
                new Address("Linienstr. 1", 52.51, 13.41),
                List.of(new OrderLine("spice-garden-1", "Dal", List.of("hot"), 2, 750)),
                1500,
                "EUR",
                null,
                null,
                0,
                null,
                validatedAt,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static RestaurantSnapshot restaurant() {
        return new RestaurantSnapshot(
                "spice-garden",
                "Spice Garden",
                52.5,
                13.4,
                "Europe/Berlin",
                List.of(new RestaurantSnapshot.OpeningHours(1, "00:00", "24:00")),
                5000,
                1000,
                RestaurantSnapshot.AUTOMATIC,
                20,
                List.of(),
                null);
    }
}
