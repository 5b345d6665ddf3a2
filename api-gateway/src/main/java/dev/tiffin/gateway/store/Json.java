package dev.tiffin.gateway.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.tiffin.contract.OrderLine;
import dev.tiffin.contract.RestaurantSnapshot;
import dev.tiffin.contract.RestaurantSnapshot.OpeningException;
import dev.tiffin.contract.RestaurantSnapshot.OpeningHours;
import dev.tiffin.gateway.order.MenuItem;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The columns that hold JSON: the contract's own records, so that the bridge can pass them on as they are. */
final class Json {

    /** Far more than restaurants whose orders are under way; a limit at all, because menus change for years. */
    private static final int MOST_KNOWN = 2_000;

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter WRITER = MAPPER.writer();
    private static final TypeReference<RestaurantSnapshot> RESTAURANT = new TypeReference<>() {};
    private static final TypeReference<List<OrderLine>> LINES = new TypeReference<>() {};
    private static final TypeReference<List<OpeningHours>> HOURS = new TypeReference<>() {};
    private static final TypeReference<List<OpeningException>> EXCEPTIONS = new TypeReference<>() {};
    private static final TypeReference<List<MenuItem.Option>> OPTIONS = new TypeReference<>() {};

    /** Thousands of orders carry the same text: it is read once, and they share one object. */
    private static final Map<String, RestaurantSnapshot> KNOWN = new ConcurrentHashMap<>();

    private Json() {}

    static RestaurantSnapshot restaurant(String json) {
        if (KNOWN.size() > MOST_KNOWN) {
            KNOWN.clear();
        }
        return KNOWN.computeIfAbsent(json, text -> read(RESTAURANT, text));
    }

    static List<OrderLine> lines(String json) {
        return read(LINES, json);
    }

    static List<OpeningHours> hours(String json) {
        return read(HOURS, json);
    }

    static List<OpeningException> exceptions(String json) {
        return read(EXCEPTIONS, json);
    }

    static List<MenuItem.Option> options(String json) {
        return read(OPTIONS, json);
    }

    static String write(Object value) {
        try {
            return WRITER.writeValueAsString(value);
        } catch (JsonProcessingException ourOwnRecord) {
            throw new IllegalStateException(ourOwnRecord);
        }
    }

    private static <T> T read(TypeReference<T> type, String json) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("the database holds JSON of another form", notOurs);
        }
    }
}
