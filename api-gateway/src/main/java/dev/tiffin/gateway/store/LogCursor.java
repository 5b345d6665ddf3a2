package dev.tiffin.gateway.store;

/**
 * How far the log was read: all that is visible in a snapshot; in a backlog also all that became visible until a second
 * one, up to a {@code seq}.
 *
 * @param snapshot PostgreSQL's text of a {@code pg_snapshot}
 * @param until the snapshot at which the backlog ends; empty when there is none
 * @param seq how far the backlog was read
 * @param end the last {@code seq} of the backlog
 */
record LogCursor(String snapshot, String until, long seq, long end) {

    static LogCursor parse(String text) {
        String[] parts = text.split("/", -1);
        return parts.length == 4
                ? new LogCursor(parts[0], parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3]))
                : at(text);
    }

    /** All that is visible in this snapshot was read, and nothing else. */
    static LogCursor at(String snapshot) {
        return new LogCursor(snapshot, "", 0, 0);
    }

    boolean inBacklog() {
        return !until.isEmpty();
    }

    boolean isRead() {
        return seq >= end;
    }

    LogCursor backlog(String until, long seq, long end) {
        return new LogCursor(snapshot, until, seq, end);
    }

    LogCursor upTo(long read) {
        return new LogCursor(snapshot, until, read, end);
    }

    String text() {
        return inBacklog() ? snapshot + "/" + until + "/" + seq + "/" + end : snapshot;
    }
}
