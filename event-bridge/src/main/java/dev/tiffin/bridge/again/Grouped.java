package dev.tiffin.bridge.again;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Group commit: writes at once while nothing is being written, collects while something is. To be used on one event
 * loop.
 *
 * @param <T> what is written
 */
final class Grouped<T> {

    private static final int MOST = 500;

    private final Function<List<T>, Future<Void>> write;
    private List<T> waiting = new ArrayList<>();
    private Promise<Void> written = Promise.promise();
    private Future<Void> newest = Future.succeededFuture();
    private boolean writing;

    /** @param write writes up to 500 at once */
    Grouped(Function<List<T>, Future<Void>> write) {
        this.write = write;
    }

    /** Completes when it is committed. */
    Future<Void> add(T element) {
        if (waiting.size() == MOST) {
            // The collected ones leave together, whether or not those before them have arrived: the session keeps
            // order.
            flush();
        }
        waiting.add(element);
        var done = written.future();
        if (!writing) {
            flush();
        }
        return done;
    }

    /** Completes when everything that was added until now is committed. */
    Future<Void> all() {
        return waiting.isEmpty() ? newest : written.future();
    }

    private void flush() {
        var batch = waiting;
        var done = written;
        newest = done.future();
        waiting = new ArrayList<>();
        written = Promise.promise();
        writing = true;
        write.apply(batch).onComplete(result -> {
            writing = false;
            done.handle(result);
            if (!writing && !waiting.isEmpty()) {
                flush();
            }
        });
    }
}
