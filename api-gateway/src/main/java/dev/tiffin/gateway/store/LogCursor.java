package dev.tiffin.gateway.store;

/**
 * How far the log was read: all that is visible in a snapshot; in a backlog also all that became visible until a second
 * one, up to a {@code seq}.
 *
 * @param snapshot PostgreSQL's text of a {@code pg_snapshot}
 * @param until the snapshot at which the backlog ends; empty when there is none
 * @param seq how far the backlog was read
 */
record LogCursor(String snapshot, String until, long seq) {

    static LogCursor parse(String text) {
        String[] parts = text.split("/", -1);
        return parts.length == 3
                ? new LogCursor(parts[0], parts[1], Long.parseLong(parts[2]))
                : new LogCursor(text, "", 0);
    }

    boolean inBacklog() {
        return !until.isEmpty();
    }

    LogCursor backlog(String end, long read) {
        return new LogCursor(snapshot, end, read);
    }

    String text() {
        return inBacklog() ? snapshot + "/" + until + "/" + seq : snapshot;
    }
}
