package dev.tiffin.gateway.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.function.Function;

/**
 * A transaction whose BEGIN travels with its first statements and whose COMMIT with its last: the driver sends what is
 * subscribed to together one after the other without waiting. So lock, decide, update are two round trips and not four.
 *
 * <p>If a statement fails, a COMMIT that was sent behind it is answered by PostgreSQL with a rollback; the failure of the
 * statement is what the caller sees.
 */
final class Transaction {

    private Transaction() {}

    /** Begins. To be subscribed to before the first statement. */
    static Uni<Void> begin(SqlConnection connection) {
        return connection.query("begin").execute().replaceWithVoid();
    }

    /** Commits. To be subscribed to after the last statement. */
    static Uni<Void> commit(SqlConnection connection) {
        return connection.query("commit").execute().replaceWithVoid();
    }

    /** Gives the work a connection; the work begins and commits by itself, after a failure it is rolled back here. */
    static <T> Uni<T> in(Pool pool, Function<SqlConnection, Uni<T>> work) {
        return pool.getConnection()
                .flatMap(connection -> work.apply(connection)
                        .onFailure()
                        .call(() -> rollback(connection))
                        .eventually(connection::close));
    }

    /** Where this fails, the connection is lost, and the server has rolled back or will; the first failure says why. */
    private static Uni<Void> rollback(SqlConnection connection) {
        return connection
                .query("rollback")
                .execute()
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }
}
