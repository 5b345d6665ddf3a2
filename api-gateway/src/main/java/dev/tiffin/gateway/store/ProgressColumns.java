package dev.tiffin.gateway.store;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.gateway.order.Progress;

/** The moving columns, which {@code orders} and {@code order_log} have under the same names. */
final class ProgressColumns {

    private ProgressColumns() {}

    /** A select list; {@code table} is the alias of the table. */
    static String of(String table) {
        return """
                t.payment_method, t.status, t.version, t.status_version, t.changed_at, t.changed_by, t.traceparent,
                t.validated_at, t.paid_at, t.approved_at, t.agent_assigned_at, t.payment_reference, t.payment_attempt,
                t.cancel_requested_at, t.agent_id, t.promised_at, t.reason_code, t.reason, t.refunded_at
                """.strip().replace("t.", table + ".");
    }

    /** Reads that select list. */
    static Progress read(Columns columns) {
        return new Progress(
                columns.textOrNull(),
                OrderStatus.valueOf(columns.text()),
                columns.number(),
                columns.number(),
                columns.time(),
                columns.text(),
                columns.textOrNull(),
                columns.timeOrNull(),
                columns.timeOrNull(),
                columns.timeOrNull(),
                columns.timeOrNull(),
                columns.textOrNull(),
                columns.number(),
                columns.timeOrNull(),
                columns.textOrNull(),
                columns.timeOrNull(),
                columns.textOrNull(),
                columns.textOrNull(),
                columns.timeOrNull());
    }
}
