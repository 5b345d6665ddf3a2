package dev.tiffin.gateway.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.function.Function;

/**
 * A transaction whose BEGIN travels with its first statements and whose COMMIT with its last: the driver sends what is
 * subscribed to together one after the other without waiting. So lock, decide, update are two round trips and not four.
 *
 * <p>If a statement fails, a COMMIT that was sent behind it is answered by PostgreSQL with a rollback; the failure of
 * the statement is what the caller sees.
 */
final class Transaction {

    private final SqlConnection connection;
    private boolean ended;

    private Transaction(SqlConnection connection) {
        this.connection = connection;
    }

    /** Gives the work a connection; the work begins and commits by itself. What it leaves open is rolled back. */
    static <T> Uni<T> in(Pool pool, Function<Transaction, Uni<T>> work) {
        return pool.getConnection().flatMap(connection -> {
            var transaction = new Transaction(connection);
            return work.apply(transaction)
                    .onFailure()
                    .call(transaction::rollback)
                    .eventually(connection::close);
        });
    }

    /** Where the statements of the transaction are to be executed. */
    SqlConnection connection() {
        return connection;
    }

    /** To be subscribed to before the first statement. */
    Uni<Void> begin() {
        return connection.query("begin").execute().replaceWithVoid();
    }

    /** To be subscribed to after the last statement. */
    Uni<Void> commit() {
        return Uni.createFrom().deferred(() -> {
            ended = true;
            return connection.query("commit").execute().replaceWithVoid();
        });
    }

    /** Where this fails, the connection is lost, and the server has rolled back or will; the first failure says why. */
    private Uni<Void> rollback() {
        return ended
                ? Uni.createFrom().voidItem()
                : connection
                        .query("rollback")
                        .execute()
                        .replaceWithVoid()
                        .onFailure()
                        .recoverWithNull();
    }
}
