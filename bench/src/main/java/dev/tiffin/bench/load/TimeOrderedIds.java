package dev.tiffin.bench.load;

import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * UUIDs of version 7 (RFC 9562): the milliseconds since 1970 first, chance after them, so that new keys go to the end
 * of an index. Every contender gets its ids here.
 */
final class TimeOrderedIds {

    private static final RandomGenerator CHANCE = RandomGenerator.of("L64X128MixRandom");

    private TimeOrderedIds() {}

    static synchronized UUID next() {
        var high = (System.currentTimeMillis() << 16) | 0x7000 | (CHANCE.nextLong() & 0x0fff);
        var low = 0x8000_0000_0000_0000L | (CHANCE.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
