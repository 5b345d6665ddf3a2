package dev.tiffin.bridge.again;

import static dev.tiffin.bridge.again.RedeliveryTable.column;

import dev.tiffin.bridge.log.LogSession;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** {@code dead_letter}. */
final class DeadLetterTable {

    private static final String BURY = """
            with letter as materialized (
                select * from unnest($1::uuid[], $2::int[], $3::bigint[], $4::text[], $5::int[], $6::timestamptz[],
                    $7::int[], $8::text[]) p (order_id, version, gen, event_type, attempts, first_failed_at,
                    last_status, answer)),
            gone as (
                delete from redelivery r using letter l
                where r.order_id = l.order_id and r.version = l.version and r.gen = l.gen)
            insert into dead_letter as d (order_id, version, event_type, attempts, first_failed_at, last_status, answer)
            select order_id, version, event_type, attempts, first_failed_at, last_status, answer from letter
            on conflict (order_id, version) do update set
                attempts = excluded.attempts,
                first_failed_at = coalesce(d.first_failed_at, excluded.first_failed_at),
                dead_at = clock_timestamp(),
                last_status = excluded.last_status,
                answer = excluded.answer,
                state = 'OPEN'""";

    private final LogSession session;

    DeadLetterTable(LogSession session) {
        this.session = session;
    }

    /** Adds them, and takes them out of {@code redelivery}; no key twice. */
    Future<Void> bury(List<DeadLetter> letters) {
        return session.execute(
                        BURY,
                        Tuple.of(
                                column(letters, UUID[]::new, DeadLetter::orderId),
                                column(letters, Integer[]::new, DeadLetter::version),
                                column(letters, Long[]::new, DeadLetter::gen),
                                column(letters, String[]::new, DeadLetter::eventType),
                                column(letters, Integer[]::new, l -> l.history().attempts()),
                                column(
                                        letters,
                                        OffsetDateTime[]::new,
                                        l -> RedeliveryTable.time(l.history().firstFailedAt())),
                                column(letters, Integer[]::new, l -> l.history().lastStatus()),
                                column(letters, String[]::new, l -> l.history().lastError())))
                .mapEmpty();
    }
}
