package dev.tiffin.bridge;

import dev.tiffin.bridge.again.Ticks;
import dev.tiffin.bridge.log.Checkpoint;
import dev.tiffin.bridge.log.CheckpointTable;
import dev.tiffin.bridge.log.Cursor;
import dev.tiffin.bridge.log.Partitions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes down how far everything is settled: when it has moved, at most every 200 ms, and when asked to. What is
 * settled and not written down is delivered again after a crash.
 */
final class Checkpoints {

    private static final long NOT_OFTENER_MILLIS = 200;

    private final Vertx vertx;
    private final CheckpointTable table;
    private final @Nullable Cursor[] settled = new Cursor[Partitions.COUNT];
    private final @Nullable Cursor[] written = new Cursor[Partitions.COUNT];
    private long lastWrite = Ticks.millis() - NOT_OFTENER_MILLIS;
    private long timer = -1;
    private boolean closed;

    Checkpoints(Vertx vertx, CheckpointTable table) {
        this.vertx = vertx;
        this.table = table;
    }

    /** All before this is settled. */
    void reached(Checkpoint checkpoint) {
        for (int partition : checkpoint.partitions().numbers()) {
            settled[partition] = checkpoint.cursor();
        }
        if (timer < 0 && !closed) {
            long wait = lastWrite + NOT_OFTENER_MILLIS - Ticks.millis();
            timer = vertx.setTimer(Math.max(1, wait), fired -> {
                timer = -1;
                flush();
            });
        }
    }

    /** Writes what has moved; completes when it is written. */
    Future<Void> flush() {
        if (timer >= 0) {
            vertx.cancelTimer(timer);
            timer = -1;
        }
        Map<Cursor, Partitions> moved = new LinkedHashMap<>();
        for (int partition = 0; partition < Partitions.COUNT; partition++) {
            Cursor cursor = settled[partition];
            if (cursor != null && !cursor.equals(written[partition])) {
                moved.merge(cursor, new Partitions(1 << partition), Partitions::plus);
                written[partition] = cursor;
            }
        }
        if (closed || moved.isEmpty()) {
            return Future.succeededFuture();
        }
        lastWrite = Ticks.millis();
        var writes = new ArrayList<Future<Void>>(moved.size());
        moved.forEach((cursor, partitions) -> writes.add(table.write(new Checkpoint(partitions, cursor))));
        return Future.all(writes).mapEmpty();
    }

    /** When one was last written, by {@link Ticks#millis}. */
    long lastWrite() {
        return lastWrite;
    }

    /** Somebody else has these now. */
    void forget(Partitions partitions) {
        for (int partition : partitions.numbers()) {
            settled[partition] = null;
            written[partition] = null;
        }
    }

    /** Writes no more. */
    void close() {
        closed = true;
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
    }
}
