package dev.tiffin.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/** How the API answers with several objects: newest first, a page at a time. */
final class Listing {

    private static final int USUAL = 10;
    private static final int MOST = 100;

    private Listing() {}

    /** The page after {@code starting_after}. */
    static <T> Reply page(
            Request request, String url, List<T> all, Function<T, String> id, Function<T, JsonObject> json) {
        var newest = all.reversed();
        var after = request.parameter("starting_after");
        int from = 0;
        if (after.isPresent()) {
            from = newest.stream().map(id).toList().indexOf(after.get()) + 1;
            if (from == 0) {
                return Reply.invalid("resource_missing", "There is nothing called '" + after.get() + "'.");
            }
        }
        int to = Math.min(newest.size(), from + limit(request));
        return Reply.of(new JsonObject()
                .put("object", "list")
                .put("url", url)
                .put("has_more", to < newest.size())
                .put("data", array(newest.subList(from, to), json)));
    }

    /** The page that {@code page} names, as the page before said. */
    static <T> Reply search(Request request, String url, List<T> found, Function<T, JsonObject> json) {
        var newest = found.reversed();
        int from = request.parameter("page")
                .filter(page -> page.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .orElse(0);
        int to = Math.min(newest.size(), from + limit(request));
        return Reply.of(new JsonObject()
                .put("object", "search_result")
                .put("url", url)
                .put("has_more", to < newest.size())
                .put("next_page", to < newest.size() ? String.valueOf(to) : null)
                .put("data", array(newest.subList(Math.min(from, to), to), json)));
    }

    private static int limit(Request request) {
        return request.parameter("limit")
                .filter(limit -> limit.matches("\\d{1,3}"))
                .map(Integer::valueOf)
                .map(limit -> Math.clamp(limit, 1, MOST))
                .orElse(USUAL);
    }

    private static <T> JsonArray array(List<T> page, Function<T, JsonObject> json) {
        var array = new JsonArray();
        page.forEach(one -> array.add(json.apply(one)));
        return array;
    }
}
