package dev.tiffin.bridge;

import dev.tiffin.bridge.SettledPrefix.Batch;
import dev.tiffin.bridge.again.Due;
import dev.tiffin.bridge.again.Postponed.History;
import dev.tiffin.bridge.delivery.OrderEvent;
import dev.tiffin.bridge.log.LoggedChange;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An event on its way: one that comes from the log, or one that is sent again. */
final class Item {

    private final LoggedChange change;
    private final Outbound outbound;
    private final @Nullable Batch batch;
    private final @Nullable Due due;
    private @Nullable OrderEvent event;
    private History history;
    private int failures;
    private boolean settled;

    private Item(LoggedChange change, Outbound outbound, @Nullable Batch batch, @Nullable Due due) {
        this.change = change;
        this.outbound = outbound;
        this.batch = batch;
        this.due = due;
        this.history = due == null ? History.NONE : due.history();
    }

    static Item fromLog(LoggedChange change, Outbound outbound, Batch batch) {
        return new Item(change, outbound, batch, null);
    }

    static Item again(Due due, Outbound outbound) {
        return new Item(due.change(), outbound, null, due);
    }

    LoggedChange change() {
        return change;
    }

    Outbound outbound() {
        return outbound;
    }

    /** The batch it settles; null if it is sent again. */
    @Nullable
    Batch batch() {
        return batch;
    }

    /** The row it settles; null if it comes from the log. */
    @Nullable
    Due due() {
        return due;
    }

    /** Whether it is settled now and was not before. */
    boolean settleOnce() {
        boolean first = !settled;
        settled = true;
        return first;
    }

    /** Whether later events of the order must wait for it. */
    boolean holds() {
        return due == null || due.holds();
    }

    History history() {
        return history;
    }

    /** Failures in a row since it came into memory. */
    int failures() {
        return failures;
    }

    /** The event, made when it is first sent and kept for the next time. */
    OrderEvent event() {
        OrderEvent made = event;
        if (made == null) {
            made = new OrderEvent(
                    change.orderId(),
                    change.version(),
                    change.type(),
                    change.changedAt().toString(),
                    change.traceparent(),
                    due != null && due.replay(),
                    Buffer.buffer(change.snapshot()));
            event = made;
        }
        return made;
    }

    /** @param counts whether it speaks against the event */
    void failed(boolean counts, Instant now, @Nullable Integer status, String error) {
        failures++;
        history = new History(
                history.attempts() + (counts ? 1 : 0),
                counts ? Objects.requireNonNullElse(history.firstFailedAt(), now) : history.firstFailedAt(),
                status,
                error);
    }
}
