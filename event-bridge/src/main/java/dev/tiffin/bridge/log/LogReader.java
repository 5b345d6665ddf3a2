package dev.tiffin.bridge.log;

import dev.tiffin.bridge.log.OrderLogTable.Window;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the partitions it was given, each change once, those of an order in version order.
 *
 * <p>In the ordinary case all partitions stand at one cursor, and each look reads what is new since. What cannot be
 * read that way is a <em>stretch</em>, between two fixed cursors and read before all else: the pages of a backlog,
 * and what partitions with different cursors need to arrive at a common one.
 *
 * <pre>
 *   partition 3   ────────────●───────────────────────▶│
 *   partition 7   ──────────────────────────●─────────▶│  common end: from here on one cursor
 *   the others    ────────────────────────────────●───▶│
 *                             cursors    stretches
 * </pre>
 */
public final class LogReader {

    private final OrderLogTable log;
    private final CheckpointTable checkpoints;
    private final Deque<Stretch> stretches = new ArrayDeque<>();
    private Partitions partitions = Partitions.NONE;
    private Cursor cursor = Cursor.BEGINNING;
    private boolean vain;
    private @Nullable Cursor glance;

    /** @param rest what is not read yet; null before the first look */
    private record Stretch(
            Partitions partitions,
            Cursor from,
            Cursor to,
            @Nullable Rest rest) {}

    /**
     * Sequences.
     *
     * @param after the last one read
     * @param end the last one there is
     */
    private record Rest(long after, long end) {

        long pageEnd() {
            return Math.min(after + OrderLogTable.PAGE, end);
        }
    }

    public LogReader(LogSession session, CheckpointTable checkpoints) {
        this.log = new OrderLogTable(session);
        this.checkpoints = checkpoints;
    }

    /** What is read. */
    public Partitions partitions() {
        return partitions;
    }

    /**
     * Reads these as well, from their newest checkpoints.
     *
     * @return fails with {@link ForeignLogException} if these are from another cluster
     */
    public Future<Void> add(Partitions added) {
        return checkpoints.newest(added).compose(newest -> {
            Map<Cursor, Partitions> groups = new LinkedHashMap<>();
            newest.forEach(c -> groups.merge(c.cursor(), c.partitions(), Partitions::plus));
            return log.isForeign(new HashSet<>(groups.keySet()))
                    .compose(foreign -> foreign ? Future.failedFuture(new ForeignLogException()) : join(added, groups));
        });
    }

    private Future<Void> join(Partitions added, Map<Cursor, Partitions> groups) {
        glance = null;
        if (partitions.isEmpty() && groups.size() == 1) {
            cursor = groups.keySet().iterator().next();
            partitions = added;
            return Future.succeededFuture();
        }
        return log.end().map(end -> {
            if (!partitions.isEmpty()) {
                stretches.add(new Stretch(partitions, cursor, end, null));
            }
            groups.forEach((from, of) -> stretches.add(new Stretch(of, from, end, null)));
            partitions = partitions.plus(added);
            cursor = end;
            return null;
        });
    }

    /** Reads these no longer. */
    public void remove(Partitions removed) {
        partitions = partitions.minus(removed);
        var kept = stretches.stream()
                .map(s -> new Stretch(s.partitions.minus(removed), s.from, s.to, s.rest))
                .filter(s -> !s.partitions.isEmpty())
                .toList();
        stretches.clear();
        stretches.addAll(kept);
    }

    /** What comes next. One call at a time. */
    public Future<Fetched> next() {
        var stretch = stretches.peek();
        if (stretch == null) {
            return news();
        }
        return stretch.rest == null ? begin(stretch) : turnPage(stretch, stretch.rest);
    }

    /**
     * After a look in vain, a glance first, at a fraction of its cost: while the snapshot is the same as before the
     * last look, no transaction has ended since, so nothing can have become visible.
     */
    private Future<Fetched> news() {
        if (!vain) {
            return look();
        }
        return log.end().compose(end -> {
            if (end.equals(glance)) {
                return Future.succeededFuture(Fetched.NOTHING);
            }
            glance = end;
            return look();
        });
    }

    private Future<Fetched> look() {
        return log.since(cursor, partitions).map(window -> {
            vain = window.seenBy() == null;
            if (window.seenBy() == null) {
                return Fetched.NOTHING;
            }
            var from = cursor;
            cursor = window.seenBy();
            return read(new Stretch(partitions, from, cursor, null), window);
        });
    }

    private Future<Fetched> begin(Stretch stretch) {
        return log.between(stretch.from, stretch.to, stretch.partitions).map(window -> {
            stretches.remove();
            return read(stretch, window);
        });
    }

    private Fetched read(Stretch stretch, Window window) {
        var changes = window.changes();
        return changes.size() > OrderLogTable.WINDOW
                ? goOn(stretch, changes, new Rest(changes.getLast().sequence(), window.end()))
                : end(stretch, changes);
    }

    private Future<Fetched> turnPage(Stretch stretch, Rest rest) {
        long pageEnd = rest.pageEnd();
        return log.page(stretch.from, stretch.to, stretch.partitions, rest.after, pageEnd)
                .map(changes -> {
                    stretches.remove();
                    return pageEnd < rest.end
                            ? goOn(stretch, changes, new Rest(pageEnd, rest.end))
                            : end(stretch, changes);
                });
    }

    private Fetched goOn(Stretch stretch, List<LoggedChange> changes, Rest rest) {
        stretches.addFirst(new Stretch(stretch.partitions, stretch.from, stretch.to, rest));
        return new Fetched(changes, null, true);
    }

    private Fetched end(Stretch stretch, List<LoggedChange> changes) {
        return new Fetched(changes, new Checkpoint(stretch.partitions, stretch.to), !stretches.isEmpty());
    }
}
