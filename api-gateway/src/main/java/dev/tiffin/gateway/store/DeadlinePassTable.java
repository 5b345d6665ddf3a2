package dev.tiffin.gateway.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/** The table {@code deadline_pass}: up to when the functions' deadlines have been seen to. */
public final class DeadlinePassTable {

    // The lock ends with the transaction: it works behind a pooler, and nobody has to remember to give it back.
    private static final String TRY_LOCK = """
            select passed_until, clock_timestamp() from deadline_pass where pg_try_advisory_xact_lock(7304, 0)
            """;

    private static final String PASSED = """
            update deadline_pass set passed_until = greatest(passed_until, $1)
            """;

    /**
     * What a pass is about.
     *
     * @param passedUntil where the last one ended
     * @param now the database's clock
     */
    public record Pass(Instant passedUntil, Instant now) {}

    /**
     * Lets one gateway at a time make a pass; another one finds that it need not. The work runs while the lock is
     * held, on other connections; what it did stands whatever becomes of the lock.
     */
    public Uni<Void> one(Pool pool, BiFunction<SqlConnection, Pass, Uni<Void>> work) {
        return Transaction.in(
                pool,
                transaction -> Uni.combine()
                        .all()
                        .unis(transaction.begin(), tryLock(transaction.connection()))
                        .asTuple()
                        .flatMap(begun -> begun.getItem2()
                                .map(pass -> finish(transaction, pass, work.apply(transaction.connection(), pass)))
                                .orElseGet(transaction::commit)));
    }

    private static Uni<Optional<Pass>> tryLock(SqlClient client) {
        return client.query(TRY_LOCK).execute().map(rows -> Rows.first(rows, row -> new Pass(row.time(), row.time())));
    }

    private static Uni<Void> finish(Transaction transaction, Pass pass, Uni<Void> work) {
        return work.chain(() -> Uni.combine()
                .all()
                .unis(
                        transaction.connection().preparedQuery(PASSED).execute(Tuple.of(Arrays.timestamp(pass.now()))),
                        transaction.commit())
                .asTuple()
                .replaceWithVoid());
    }
}
