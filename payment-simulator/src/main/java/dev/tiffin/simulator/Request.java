package dev.tiffin.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request to the API.
 *
 * @param writes whether it is a POST
 * @param path without the query
 * @param authorization the header of that name
 * @param key the idempotency key
 * @param parameters of the query or the form, by their full names: {@code metadata[order_id]}
 */
record Request(
        boolean writes,
        String path,
        @Nullable String authorization,
        @Nullable String key,
        Map<String, String> parameters) {

    private static final String METADATA = "metadata[";

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    Map<String, String> metadata() {
        return parameters.entrySet().stream()
                .filter(parameter -> parameter.getKey().startsWith(METADATA)
                        && parameter.getKey().endsWith("]"))
                .collect(Collectors.toMap(
                        parameter -> parameter
                                .getKey()
                                .substring(METADATA.length(), parameter.getKey().length() - 1),
                        Map.Entry::getValue));
    }

    /** What must be the same when a key is used again: where and what, in no particular order. */
    String content() {
        return path + new TreeMap<>(parameters);
    }

    /** Takes a form or a query apart. */
    static Map<String, String> parameters(@Nullable String form) {
        var parameters = new TreeMap<String, String>();
        if (form == null || form.isEmpty()) {
            return parameters;
        }
        for (var pair : form.split("&")) {
            var equals = pair.indexOf('=');
            var name = equals < 0 ? pair : pair.substring(0, equals);
            var value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.put(decoded(name), decoded(value));
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
