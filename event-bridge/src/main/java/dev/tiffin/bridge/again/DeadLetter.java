package dev.tiffin.bridge.again;

import java.util.UUID;

/**
 * An event that nobody will send any more unless told to.
 *
 * @param gen of its row in {@code redelivery}, which goes with it; 0 if it comes from the log
 * @param history how it fared; the last error without anything personal
 */
public record DeadLetter(UUID orderId, int version, long gen, String eventType, Postponed.History history) {}
