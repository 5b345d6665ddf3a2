package dev.tiffin.bridge.log;

import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.OrderSnapshot;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of one order: what moves from the log, what was fixed at placement from the order. Most changes are
 * nobody's event, so the snapshot is made only when it is asked for.
 */
public final class LoggedChange {

    /**
     * The columns, of {@code order_log l} and {@code orders o}, in the order in which {@link #of} expects them first.
     */
    public static final String COLUMNS = """
            l.order_id, l.version, l.seq, l.part, l.status::text, l.status_version, l.changed_at, l.changed_by, \
            l.traceparent, l.payment_method, l.payment_reference, l.payment_attempt, l.cancel_requested_at, \
            l.validated_at, l.paid_at, l.approved_at, l.agent_assigned_at, l.refunded_at, l.agent_id, l.promised_at, \
            l.reason_code, l.reason, o.created_at, o.customer_id, o.restaurant::text, o.address, o.latitude, \
            o.longitude, o.lines::text, o.total, o.currency\
            """;

    /** How many {@link #COLUMNS} there are. */
    public static final int WIDTH = 31;

    private final UUID orderId;
    private final int version;
    private final int partition;
    private final String type;
    private final Row row;

    private LoggedChange(Row row) {
        this.row = row;
        this.orderId = row.getUUID(0);
        this.version = row.getInteger(1);
        this.partition = row.getShort(3);
        this.type = EventTypes.of(row.getString(4), version == row.getInteger(5));
    }

    /** From a row that begins with {@link #COLUMNS}. */
    public static LoggedChange of(Row row) {
        return new LoggedChange(row);
    }

    /** The order. */
    public UUID orderId() {
        return orderId;
    }

    /** Which of its versions, from 1. */
    public int version() {
        return version;
    }

    /** The order's partition. */
    public int partition() {
        return partition;
    }

    /** The CloudEvents type of its event. */
    public String type() {
        return type;
    }

    /** Position in the log: ascending within an order. */
    public long sequence() {
        return row.getLong(2);
    }

    /** When it was written, by the database's clock. */
    public Instant changedAt() {
        return row.getOffsetDateTime(6).toInstant();
    }

    /** The trace it was written in. */
    public @Nullable String traceparent() {
        return row.getString(8);
    }

    /** JSON of the {@link OrderSnapshot} as of this version, with what an event of this type may carry. */
    public byte[] snapshot() {
        return SnapshotJson.of(row, type);
    }

    /** What must never be repeated to people who look into deliveries: the payment token and the address. */
    public List<String> secrets() {
        String token = row.getString(9);
        return token == null ? List.of(row.getString(25)) : List.of(token, row.getString(25));
    }

    @Override
    public String toString() {
        return orderId + ":" + version;
    }
}
