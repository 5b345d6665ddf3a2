package dev.tiffin.bridge.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.tiffin.contract.Address;
import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.OrderLine;
import dev.tiffin.contract.OrderSnapshot;
import dev.tiffin.contract.RestaurantSnapshot;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
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

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader RESTAURANT = JSON.readerFor(RestaurantSnapshot.class);
    private static final ObjectReader LINES = JSON.readerForListOf(OrderLine.class);

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
        return instant(6);
    }

    /** The trace it was written in. */
    public @Nullable String traceparent() {
        return row.getString(8);
    }

    /**
     * The order as of this version, with what the event of this type may carry: the payment token only where a charge
     * is asked for, the address never where money is moved.
     *
     * @throws IllegalStateException if the order holds JSON that is none of ours
     */
    public OrderSnapshot snapshot() {
        boolean charge = type.equals(EventTypes.PAYMENT_REQUESTED);
        boolean money = charge || type.equals(EventTypes.REFUND_REQUESTED);
        return new OrderSnapshot(
                orderId,
                version,
                row.getString(4),
                row.getInteger(5),
                instant(22),
                changedAt(),
                row.getString(7),
                row.getString(23),
                restaurant(),
                money ? null : new Address(row.getString(25), row.getDouble(26), row.getDouble(27)),
                lines(),
                row.getLong(29),
                row.getString(30),
                charge ? row.getString(9) : null,
                row.getString(10),
                row.getInteger(11),
                instantOrNull(12),
                instantOrNull(13),
                instantOrNull(14),
                instantOrNull(15),
                instantOrNull(16),
                instantOrNull(17),
                row.getString(18),
                instantOrNull(19),
                row.getString(20),
                row.getString(21));
    }

    /** What must never be repeated to people who look into deliveries: the payment token and the address. */
    public List<String> secrets() {
        String token = row.getString(9);
        return token == null ? List.of(row.getString(25)) : List.of(token, row.getString(25));
    }

    private Instant instant(int position) {
        return row.getOffsetDateTime(position).toInstant();
    }

    private @Nullable Instant instantOrNull(int position) {
        OffsetDateTime time = row.getOffsetDateTime(position);
        return time == null ? null : time.toInstant();
    }

    private RestaurantSnapshot restaurant() {
        try {
            return RESTAURANT.readValue(row.getString(24));
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    private List<OrderLine> lines() {
        try {
            return LINES.readValue(row.getString(28));
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    private IllegalStateException unreadable(JsonProcessingException cause) {
        return new IllegalStateException("Order " + orderId + " holds JSON that cannot be read", cause);
    }

    @Override
    public String toString() {
        return orderId + ":" + version;
    }
}
