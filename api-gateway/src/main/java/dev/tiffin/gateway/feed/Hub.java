package dev.tiffin.gateway.feed;

import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.Placement;
import dev.tiffin.gateway.order.Progress;
import dev.tiffin.gateway.store.LogEntry;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts what comes from memory and from the log into order, order by order, and shows it to whom it concerns. Plain
 * state: one thread calls it, and it neither waits nor reads; what it misses it asks for.
 *
 * <p>Where an order's versions go on is known from its placement, from the present state that its watchers began with,
 * or from the log: the log is read in windows in which of one order the earlier version is never behind a later one, so
 * the first entry of an unknown order tells that everything before it was there before anybody looked. What memory says
 * of an unknown order waits for the log, or for the gap to be given up.
 */
final class Hub {

    /** What the hub cannot do by itself. */
    interface Needs {
        /** Some versions are missing: see to it if they have not come in a moment. */
        void gap(UUID id, Track track);

        /** What is fixed in these orders is not known. */
        void placements(Set<UUID> ids);
    }

    /** Orders without watchers that are remembered, so that their changes are told once and in order. */
    private static final int REMEMBERED = 20_000;

    private final Map<UUID, Track> tracks = new LinkedHashMap<>(64, 0.75F, true);
    private final Browsers browsers = new Browsers();
    private final Needs needs;

    Hub(Needs needs) {
        this.needs = needs;
    }

    @Nullable
    Track track(UUID id) {
        return tracks.get(id);
    }

    void add(Watcher watcher) {
        tracks.computeIfAbsent(watcher.orderId(), id -> new Track()).watchers().add(watcher);
    }

    void remove(Watcher watcher) {
        var track = tracks.get(watcher.orderId());
        if (track == null) {
            return;
        }
        track.watchers().remove(watcher);
        if (track.watchers().isEmpty() && browsers.isEmpty()) {
            tracks.remove(watcher.orderId());
        }
    }

    void add(Browser browser) {
        browsers.add(browser);
    }

    void remove(Browser browser) {
        browsers.remove(browser);
        if (browsers.isEmpty()) {
            tracks.values().removeIf(track -> track.watchers().isEmpty());
        }
    }

    /** The present state of an order that somebody watches. */
    void present(Order order) {
        var track = tracks.get(order.id());
        if (track == null) {
            return;
        }
        track.know(order.placement());
        if (!track.isBased()) {
            track.base(order.version(), order.status(), order.progress().agentId());
        }
        settle(order.id(), track);
    }

    /** A version that this gateway has written. */
    void committed(Order order) {
        var track = tracks.get(order.id());
        if (track == null) {
            if (browsers.isEmpty()) {
                return;
            }
            track = remember(order.id());
        }
        if (order.version() == 1 && !track.isBased()) {
            track.base(0, null, null);
        }
        track.know(order.placement());
        if (track.keep(order.progress())) {
            settle(order.id(), track);
        }
    }

    /** What was found in the log. */
    void found(List<LogEntry> entries) {
        var changed = new HashSet<UUID>();
        for (var entry : entries) {
            if (found(entry)) {
                changed.add(entry.orderId());
            }
        }
        Set<UUID> unknown = new HashSet<>();
        for (var id : changed) {
            var track = tracks.get(id);
            if (track == null) {
                continue;
            }
            if (track.placement() == null && track.isBased()) {
                unknown.add(id);
            } else {
                settle(id, track);
            }
        }
        if (!unknown.isEmpty()) {
            needs.placements(unknown);
        }
    }

    /** What is fixed in an order that was asked for. */
    void known(Placement placement) {
        var track = tracks.get(placement.id());
        if (track != null) {
            track.know(placement);
            settle(placement.id(), track);
        }
    }

    /** What the log has of the versions that are missing; nothing, where it is not known which are. */
    void filled(UUID id, List<Progress> versions) {
        var track = tracks.get(id);
        if (track == null) {
            return;
        }
        versions.forEach(track::keep);
        if (track.isHeldUp() && track.lowestEarly() > track.last() + 1) {
            // The log has lost them too, by age: what remains is better than standing still.
            track.base(track.lowestEarly() - 1, null, null);
        }
        settle(id, track);
    }

    private boolean found(LogEntry entry) {
        var track = tracks.get(entry.orderId());
        if (track == null) {
            if (browsers.isEmpty()) {
                return false;
            }
            track = remember(entry.orderId());
        }
        if (!track.isBased() && track.watchers().isEmpty()) {
            track.base(entry.progress().version() - 1, entry.fromStatus(), null);
            // What memory told before the log did may be free to go now, even if this entry is no news.
            track.keep(entry.progress());
            return true;
        }
        return track.keep(entry.progress());
    }

    private void settle(UUID id, Track track) {
        track.release(seen -> show(track, seen));
        boolean beginning = !track.isBased() && !track.watchers().isEmpty();
        if (track.isHeldUp() && !beginning) {
            needs.gap(id, track);
        } else {
            track.slim();
        }
    }

    private void show(Track track, Seen seen) {
        for (var watcher : List.copyOf(track.watchers())) {
            watcher.see(seen.order());
        }
        for (var browser : browsers.lookingAt(seen.order().placement())) {
            browser.see(seen);
        }
    }

    private Track remember(UUID id) {
        var track = new Track();
        tracks.put(id, track);
        forgetSome();
        return track;
    }

    // The eldest that nobody needs; looked for among few, since those who are needed stay at the front.
    private void forgetSome() {
        if (tracks.size() <= REMEMBERED) {
            return;
        }
        Iterator<Track> eldest = tracks.values().iterator();
        for (int looked = 0; looked < 32 && eldest.hasNext(); looked++) {
            if (eldest.next().isIdle()) {
                eldest.remove();
                return;
            }
        }
    }
}
