package dev.tiffin.bridge.log;

/**
 * How far a reader has come: everything visible in this snapshot of the database has been read. Numbers would not do:
 * they are handed out before commit, so a later number may become visible first, and a reader that has passed it never
 * looks back.
 *
 * @param snapshot a {@code pg_snapshot} as text, {@code xmin:xmax:xip,..}
 */
public record Cursor(String snapshot) {

    /** Before everything. */
    public static final Cursor BEGINNING = new Cursor("1:1:");
}
