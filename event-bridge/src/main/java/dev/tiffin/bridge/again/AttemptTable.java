package dev.tiffin.bridge.again;

import static dev.tiffin.bridge.again.RedeliveryTable.column;

import dev.tiffin.bridge.log.LogSession;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** {@code delivery_attempt}: failures only. */
final class AttemptTable {

    private static final String ADD = """
            insert into delivery_attempt (order_id, version, at, destination, status, millis, answer)
            select * from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::text[], $5::int[], $6::int[],
                $7::text[])""";

    private final LogSession session;

    AttemptTable(LogSession session) {
        this.session = session;
    }

    Future<Void> add(List<Attempt> attempts) {
        return session.execute(
                        ADD,
                        Tuple.of(
                                column(attempts, UUID[]::new, Attempt::orderId),
                                column(attempts, Integer[]::new, Attempt::version),
                                column(attempts, OffsetDateTime[]::new, a -> RedeliveryTable.time(a.at())),
                                column(attempts, String[]::new, Attempt::destination),
                                column(attempts, Integer[]::new, Attempt::status),
                                column(attempts, Integer[]::new, a ->
                                        (int) a.took().toMillis()),
                                column(attempts, String[]::new, Attempt::answer)))
                .mapEmpty();
    }
}
