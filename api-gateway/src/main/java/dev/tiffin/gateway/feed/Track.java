package dev.tiffin.gateway.feed;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.Placement;
import dev.tiffin.gateway.order.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One order as the hub follows it: up to which version everything was shown, and what came too early. Only
 * {@code last + 1} passes. Touched by the hub's thread only.
 */
final class Track {

    private static final int UNKNOWN = -1;

    private final List<Watcher> watchers = new ArrayList<>(1);
    private final Map<Integer, Progress> early = new TreeMap<>();

    private int last = UNKNOWN;
    private @Nullable Placement placement;
    private @Nullable OrderStatus status;
    private @Nullable String agentId;
    private boolean waiting;

    List<Watcher> watchers() {
        return watchers;
    }

    /** Whether it is known where the order's versions go on. */
    boolean isBased() {
        return last != UNKNOWN;
    }

    /** Everything up to this version was shown, or need not be. */
    void base(int version, @Nullable OrderStatus statusThen, @Nullable String agentThen) {
        last = version;
        status = statusThen;
        agentId = agentThen;
    }

    void know(Placement fixed) {
        placement = fixed;
    }

    @Nullable
    Placement placement() {
        return placement;
    }

    int last() {
        return last;
    }

    /** Keeps a version until its turn; false if it is no news. */
    boolean keep(Progress progress) {
        if (progress.version() <= last) {
            return false;
        }
        return early.putIfAbsent(progress.version(), progress) == null;
    }

    /** Whether a version waits, because one before it is missing or its order is not known. */
    boolean isHeldUp() {
        return !early.isEmpty();
    }

    /** The lowest version that waits. */
    int lowestEarly() {
        return early.keySet().iterator().next();
    }

    /** Hands on every version whose turn it is. */
    void release(Consumer<Seen> to) {
        var fixed = placement;
        if (last == UNKNOWN || fixed == null) {
            return;
        }
        early.keySet().removeIf(version -> version <= last);
        for (var next = early.remove(last + 1); next != null; next = early.remove(last + 1)) {
            var seen = new Seen(new Order(fixed, next), status, agentId);
            base(next.version(), next.status(), next.agentId());
            to.accept(seen);
        }
    }

    /** Begins to wait for what is missing; false if it does already. */
    boolean startWaiting() {
        if (waiting) {
            return false;
        }
        waiting = true;
        return true;
    }

    void stopWaiting() {
        waiting = false;
    }

    /** Whether it may be forgotten: nobody watches, and nothing waits. */
    boolean isIdle() {
        return watchers.isEmpty() && early.isEmpty();
    }

    /** Lets go of what is only needed while somebody watches or something waits. */
    void slim() {
        if (isIdle()) {
            placement = null;
        }
    }
}
