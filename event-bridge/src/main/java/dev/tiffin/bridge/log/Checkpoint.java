package dev.tiffin.bridge.log;

/**
 * Of these partitions everything up to the cursor is settled.
 *
 * @param partitions not empty
 * @param cursor where a successor may begin
 */
public record Checkpoint(Partitions partitions, Cursor cursor) {}
