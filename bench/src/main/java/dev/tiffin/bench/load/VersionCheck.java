package dev.tiffin.bench.load;

import dev.tiffin.bench.BenchFailure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Checks the promise of a subscription: every version of an order once, in order. An order that is followed
 * {@linkplain #followFromAnywhere from anywhere} may first be seen at any version, as it is placed before the
 * subscription is known to be live; every other one has to begin with version 1. Not safe for use by several threads.
 */
final class VersionCheck {

    private static final int NOTHING_SEEN = 0;
    private static final int ANYWHERE = -1;

    private final Map<UUID, Integer> lastSeen = new HashMap<>();
    private final Set<UUID> ended = new HashSet<>();

    void follow(UUID order) {
        lastSeen.put(order, NOTHING_SEEN);
    }

    void followFromAnywhere(UUID order) {
        lastSeen.put(order, ANYWHERE);
    }

    /**
     * Takes note of a version.
     *
     * @throws BenchFailure if another one was due
     */
    void saw(UUID order, int version) {
        var last = lastSeen.get(order);
        if (last == null) {
            throw new BenchFailure(
                    ended.contains(order)
                            ? "Order " + order + " was pushed again, as version " + version + ", after its last version"
                            : "Order " + order + " was pushed, and nobody here has placed it");
        }
        if (last != ANYWHERE && version != last + 1) {
            throw new BenchFailure("Order " + order + " was pushed as version " + version + " after version " + last
                    + ": not every version once");
        }
        lastSeen.put(order, version);
    }

    /** The version that was just seen was the last that is to come. */
    void end(UUID order) {
        lastSeen.remove(order);
        ended.add(order);
    }
}
