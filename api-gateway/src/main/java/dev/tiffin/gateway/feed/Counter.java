package dev.tiffin.gateway.feed;

import dev.tiffin.gateway.Orders;
import dev.tiffin.gateway.order.Counts;
import dev.tiffin.gateway.order.Progress;
import dev.tiffin.gateway.store.LogEntry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the count of all orders while somebody looks at it, and shows it at each viewer's pace; viewers of one pace are
 * shown the same. On the hub's thread only.
 */
final class Counter {

    /** Somebody who looks. */
    static final class Viewer {
        private final Duration every;
        private final Outlet<Statistics> outlet;

        Viewer(Duration every, Outlets<Statistics, Viewer> outlets) {
            this.every = every;
            this.outlet = outlets.outletOf(this);
        }

        Outlet<Statistics> outlet() {
            return outlet;
        }
    }

    private static final class Pace {
        private final List<Viewer> viewers = new ArrayList<>();
        private long timer;
        private long shown = -1;
    }

    private final Vertx vertx;
    private final Context context;
    private final Supplier<Orders> orders;
    private final LogReader log;
    private final Map<Duration, Pace> paces = new HashMap<>();

    private @Nullable Tally tally;
    private boolean counting;

    Counter(Vertx vertx, Context context, Supplier<Orders> orders, LogReader log) {
        this.vertx = vertx;
        this.context = context;
        this.orders = orders;
        this.log = log;
    }

    void add(Viewer viewer) {
        var pace = paces.computeIfAbsent(viewer.every, this::begin);
        pace.viewers.add(viewer);
        var counted = tally;
        if (counted != null) {
            viewer.outlet.offer(counted.now());
        } else {
            count();
        }
    }

    void remove(Viewer viewer) {
        var pace = paces.get(viewer.every);
        if (pace == null || !pace.viewers.remove(viewer) || !pace.viewers.isEmpty()) {
            return;
        }
        vertx.cancelTimer(pace.timer);
        paces.remove(viewer.every);
        if (paces.isEmpty()) {
            tally = null;
        }
    }

    /** The count, if it is being kept. */
    @Nullable
    Statistics now() {
        return tally == null ? null : tally.now();
    }

    /** What was found in the log after the count. */
    void found(List<LogEntry> entries) {
        var counted = tally;
        if (counted == null) {
            return;
        }
        for (var entry : entries) {
            if (Tally.needsVersionBefore(entry)) {
                countWithVersionBefore(counted, entry);
            } else {
                counted.count(entry, null);
            }
        }
    }

    private Pace begin(Duration every) {
        var pace = new Pace();
        pace.timer = vertx.setPeriodic(every.toMillis(), tick -> context.runOnContext(turn -> show(pace)));
        return pace;
    }

    private void show(Pace pace) {
        var counted = tally;
        if (counted == null) {
            count();
            return;
        }
        if (pace.shown == counted.revision()) {
            return;
        }
        pace.shown = counted.revision();
        var now = counted.now();
        pace.viewers.forEach(viewer -> viewer.outlet.offer(now));
    }

    // A count that fails is tried again with the next tick.
    private void count() {
        if (counting || paces.isEmpty()) {
            return;
        }
        counting = true;
        orders.get()
                .counts()
                .subscribe()
                .with(
                        counts -> context.runOnContext(turn -> counted(counts)),
                        failure -> context.runOnContext(turn -> counting = false));
    }

    private void counted(Counts counts) {
        log.continueFrom(counts.cursor(), () -> {
            counting = false;
            if (paces.isEmpty()) {
                return;
            }
            var begun = new Tally(counts);
            tally = begun;
            var now = begun.now();
            paces.values().forEach(pace -> {
                pace.shown = begun.revision();
                pace.viewers.forEach(viewer -> viewer.outlet.offer(now));
            });
        });
    }

    private void countWithVersionBefore(Tally counted, LogEntry entry) {
        int version = entry.progress().version();
        orders.get()
                .versions(entry.orderId(), version - 2)
                .subscribe()
                .with(
                        versions -> context.runOnContext(turn -> counted.count(entry, before(versions, version))),
                        failure -> context.runOnContext(turn -> {
                            // An unsure count is none: begin again.
                            if (tally == counted) {
                                tally = null;
                            }
                        }));
    }

    private static @Nullable Progress before(List<LogEntry> versions, int version) {
        return versions.stream()
                .map(LogEntry::progress)
                .filter(progress -> progress.version() == version - 1)
                .findFirst()
                .orElse(null);
    }
}
