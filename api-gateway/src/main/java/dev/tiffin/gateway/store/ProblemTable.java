package dev.tiffin.gateway.store;

import dev.tiffin.gateway.order.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/** Orders that need an operator: what was raised in {@code deadline}, and what ended in {@code dead_letter}. */
public final class ProblemTable {

    // Both are few; each part is found by an index of its own.
    private static final String ALL = """
            with wrong as (
              select d.order_id, d.status_version, d.raised_at as since,
                case d.status when 'PAYMENT_REQUESTED' then 'UNDECIDED' when 'REFUND_REQUESTED' then 'REFUND_FAILED'
                  else 'OVERDUE' end as kind
              from deadline d
              where d.raised_at is not null
              union all
              select l.order_id, l.version, l.dead_at, 'STALLED' from dead_letter l where l.state = 'OPEN')
            select w.kind, w.since, %s
            from wrong w join orders o on o.id = w.order_id and o.status_version = w.status_version
            order by w.since, o.id
            limit $1
            """.formatted(OrderColumns.ALL);

    /** Longest ago first; only those whose order still stands where it went wrong. */
    public Uni<List<Problem>> all(SqlClient client, int first) {
        return client.preparedQuery(ALL)
                .execute(Tuple.of(first))
                .map(rows -> Rows.list(
                        rows,
                        column -> new Problem(
                                Problem.Kind.valueOf(column.text()), column.time(), OrderColumns.order(column))));
    }
}
