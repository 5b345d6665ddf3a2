package dev.tiffin.gateway.store;

import java.util.List;

/**
 * What became visible in the log since a cursor.
 *
 * @param cursor where to read on; unchanged when nothing was found
 * @param entries in the log's order
 */
public record LogWindow(String cursor, List<LogEntry> entries) {
    public LogWindow {
        entries = List.copyOf(entries);
    }

    /** Whether more lies behind it already, so that it ends before the present. */
    public boolean isPartOfBacklog() {
        return cursor.indexOf('/') >= 0;
    }
}
