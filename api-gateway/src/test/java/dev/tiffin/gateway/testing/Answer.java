package dev.tiffin.gateway.testing;

import io.restassured.response.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON answer, read by paths like {@code data.order.lines[0].name}. */
public final class Answer {

    private final Response response;
    private final String root;

    Answer(Response response) {
        this(response, "");
    }

    private Answer(Response response, String root) {
        this.response = response;
        this.root = root;
    }

    /** The same, with paths that begin here. */
    public Answer from(String newRoot) {
        return new Answer(response, newRoot + ".");
    }

    /** Whatever is there; the caller knows what. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T> @Nullable T get(String path) {
        return response.path(root + path);
    }

    /** What is there as text. */
    public @Nullable String getString(String path) {
        Object value = get(path);
        return value == null ? null : value.toString();
    }

    /** The list that is there; a path through a list makes one of what its elements have. */
    public <T> @Nullable List<T> getList(String path) {
        return get(path);
    }

    /** The number that is there. */
    public long getLong(String path) {
        Number value = get(path);
        if (value == null) {
            throw new AssertionError("Nothing at " + root + path + " of " + response.asString());
        }
        return value.longValue();
    }

    /** The number that is there. */
    public int getInt(String path) {
        return Math.toIntExact(getLong(path));
    }

    /** Whether it is true. */
    public boolean getBoolean(String path) {
        return Boolean.TRUE.equals(get(path));
    }
}
