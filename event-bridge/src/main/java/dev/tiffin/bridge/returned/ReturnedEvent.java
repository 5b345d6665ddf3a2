package dev.tiffin.bridge.returned;

import dev.tiffin.bridge.delivery.OutcomeTable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event that comes back, with what Knative says of its last delivery.
 *
 * @param subscriber host of who did not take it, behind {@value #BROKER}
 * @param status HTTP status of its answer; null for none
 * @param answer what it said; empty if that is not told
 */
record ReturnedEvent(
        UUID orderId,
        int version,
        String subscriber,
        @Nullable Integer status,
        String answer) {

    /** Tells failures behind a Broker from those of the Broker itself. */
    static final String BROKER = "broker/";

    private static final Pattern ID =
            Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):([1-9][0-9]{0,8})");
    private static final int LONGEST_NAME = 200;

    /**
     * Reads the attributes as they come in headers.
     *
     * @param id {@code ce-id}
     * @param destination {@code ce-knativeerrordest}
     * @param code {@code ce-knativeerrorcode}
     * @param data {@code ce-knativeerrordata}
     * @return empty if the id is none of ours
     */
    static Optional<ReturnedEvent> of(
            @Nullable String id, @Nullable String destination, @Nullable String code, @Nullable String data) {
        Matcher matcher = ID.matcher(id == null ? "" : id);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new ReturnedEvent(
                UUID.fromString(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                BROKER + host(destination),
                status(code),
                answer(data)));
    }

    /** Whether another try may end better: as the table of outcomes says of our own deliveries. */
    boolean isRetryable() {
        return status == null || OutcomeTable.isRetryable(status);
    }

    private static @Nullable Integer status(@Nullable String code) {
        try {
            int status = Integer.parseInt(code == null ? "" : code.strip());
            return status >= 100 && status <= 999 ? status : null;
        } catch (NumberFormatException e) {
            // Nobody answered, or nobody says what.
            return null;
        }
    }

    private static String host(@Nullable String destination) {
        try {
            var host = new URI(destination == null ? "" : destination).getHost();
            return host == null ? "unknown" : host.substring(0, Math.min(host.length(), LONGEST_NAME));
        } catch (URISyntaxException e) {
            return "unknown";
        }
    }

    /** Base64, cut at a kilobyte; as it is if it is not. */
    private static String answer(@Nullable String data) {
        if (data == null) {
            return "";
        }
        try {
            return new String(Base64.getDecoder().decode(data.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return data;
        }
    }
}
