package dev.tiffin.bridge.delivery;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where Services are that a name does not lead to.
 *
 * @param byService absolute http(s) URLs by name of the Service
 */
public record Addresses(Map<String, URI> byService) {

    /** No Service is named. */
    public static final String NONE = "none";

    public Addresses {
        byService = Map.copyOf(byService);
    }

    /**
     * Reads {@code <Service>=<URL>,..}, or {@code none}.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Addresses of(String text) {
        var addresses = new TreeMap<String, URI>();
        if (text.equals(NONE)) {
            return new Addresses(addresses);
        }
        for (String entry : text.split(",", -1)) {
            int equals = entry.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("\"" + entry + "\" is not <Service>=<URL>");
            }
            var service = entry.substring(0, equals).strip();
            if (addresses.put(service, url(entry.substring(equals + 1).strip())) != null) {
                throw new IllegalArgumentException("Service " + service + " is named twice");
            }
        }
        return new Addresses(addresses);
    }

    /**
     * An absolute http(s) URL.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static URI url(String text) {
        try {
            var url = new URI(text);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no URL: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("\"" + text + "\" is not an absolute http or https URL");
    }
}
