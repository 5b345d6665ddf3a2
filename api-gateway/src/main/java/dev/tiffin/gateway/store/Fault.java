package dev.tiffin.gateway.store;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;

/** What a failure of the database means for the batch that met it. */
enum Fault {
    /** Two transactions stood in each other's way; the same again will do. */
    CONFLICT,
    /** A value that cannot be stored; the same again will not do. */
    DATA,
    /** The connection is gone, and whether it had committed is not known. */
    LOST,
    /** Something else: a bug, as a rule. */
    OTHER;

    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "55P03");

    /** Ended by an administrator, shut down, starting up, too many connections, idle for too long. */
    private static final Set<String> LOSSES = Set.of("57P01", "57P02", "57P03", "53300", "25P03");

    static Fault of(Throwable failure) {
        if (failure instanceof PgException refusal) {
            return of(Objects.requireNonNullElse(refusal.getSqlState(), ""));
        }
        boolean connection = failure instanceof ClosedConnectionException
                || failure instanceof IOException
                || String.valueOf(failure.getMessage()).contains("Connection")
                || String.valueOf(failure.getMessage()).equals("Timeout");
        return connection ? LOST : OTHER;
    }

    private static Fault of(String sqlState) {
        if (CONFLICTS.contains(sqlState)) {
            return CONFLICT;
        }
        if (sqlState.startsWith("22") || sqlState.startsWith("23")) {
            return DATA;
        }
        return sqlState.startsWith("08") || LOSSES.contains(sqlState) ? LOST : OTHER;
    }
}
