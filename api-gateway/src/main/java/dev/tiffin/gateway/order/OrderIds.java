package dev.tiffin.gateway.order;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * UUIDs of version 7: begin with the time in milliseconds, so that new rows land at one end of the index; the rest is
 * chance, so that nobody guesses an id.
 */
public final class OrderIds implements Supplier<UUID> {

    private final Clock clock;
    private final SecureRandom chance = new SecureRandom();

    /** The clock need not be exact. */
    public OrderIds(Clock clock) {
        this.clock = clock;
    }

    @Override
    public UUID get() {
        long version = 7L << 12;
        long variant = 2L << 62;
        long high = clock.millis() << 16 | version | chance.nextLong() >>> 52;
        return new UUID(high, variant | chance.nextLong() >>> 2);
    }
}
