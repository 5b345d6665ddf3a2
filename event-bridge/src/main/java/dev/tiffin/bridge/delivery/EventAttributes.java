package dev.tiffin.bridge.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What all events of this installation have in common.
 *
 * @param source CloudEvents {@code source}, printable ASCII
 * @param extensions further attributes by name
 */
public record EventAttributes(String source, Map<String, String> extensions) {

    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,20}");

    public EventAttributes {
        if (!PRINTABLE.matcher(source).matches()) {
            throw new IllegalArgumentException("tiffin.source must be printable ASCII, not \"" + source + "\"");
        }
        extensions = Map.copyOf(extensions);
    }

    /**
     * With the extensions of a {@code K_CE_OVERRIDES}, {@code {"extensions": {"name": "value"}}}, which a SinkBinding
     * sets.
     *
     * @throws IllegalArgumentException if that is something else
     */
    public static EventAttributes overridden(String source, String overrides) {
        var extensions = new TreeMap<String, String>();
        try {
            JsonNode root = new ObjectMapper().readTree(overrides);
            root.path("extensions").properties().forEach(extension -> {
                String name = extension.getKey();
                String value = extension.getValue().asText();
                if (!NAME.matcher(name).matches() || !PRINTABLE.matcher(value).matches()) {
                    throw new IllegalArgumentException(
                            "K_CE_OVERRIDES: extension \"" + name + "\" is no CloudEvents attribute");
                }
                extensions.put(name, value);
            });
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("K_CE_OVERRIDES is not JSON: " + overrides, e);
        }
        return new EventAttributes(source, extensions);
    }
}
