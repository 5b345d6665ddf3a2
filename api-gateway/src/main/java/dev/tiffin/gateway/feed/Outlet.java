package dev.tiffin.gateway.feed;

import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Where one subscriber's changes wait until it asks for them. Filled by the hub's thread, emptied on the subscriber's
 * own, so that a slow or busy subscriber costs the others nothing; what waits is limited.
 */
final class Outlet<T> implements Flow.Publisher<T>, Flow.Subscription {

    /** What becomes of more than fits. */
    enum Overflow {
        /** The subscriber is let go, because it must not miss anything. */
        FAIL,
        /** The oldest is forgotten, because the newest says it all. */
        FORGET
    }

    private final Context home;
    private final int most;
    private final Overflow overflow;
    private final Runnable left;

    // Guarded by this.
    private final Deque<T> waiting = new ArrayDeque<>(2);
    private Flow.@Nullable Subscriber<? super T> subscriber;
    private long requested;
    private boolean scheduled;
    private boolean ending;
    private @Nullable Throwable failure;
    private boolean over;

    /**
     * An outlet.
     *
     * @param home where the subscriber is called
     * @param most how much may wait
     * @param left called once when it is over, however it ended; on any thread
     */
    Outlet(Context home, int most, Overflow overflow, Runnable left) {
        this.home = home;
        this.most = most;
        this.overflow = overflow;
        this.left = left;
    }

    /** One more change. */
    void offer(T change) {
        boolean full;
        synchronized (this) {
            if (over || ending) {
                return;
            }
            full = waiting.size() >= most;
            if (full && overflow == Overflow.FORGET) {
                waiting.removeFirst();
                full = false;
            }
            if (!full) {
                waiting.addLast(change);
                schedule();
            } else {
                waiting.clear();
            }
        }
        if (full) {
            end(new TooSlow(most));
        }
    }

    /** Nothing more comes, once what waits has been read. */
    void complete() {
        end(null);
    }

    /** Nothing more can come. */
    void fail(Throwable why) {
        end(why);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> one) {
        synchronized (this) {
            subscriber = one;
        }
        one.onSubscribe(this);
    }

    @Override
    public synchronized void request(long more) {
        requested = Math.min(Long.MAX_VALUE - more, requested) + more;
        schedule();
    }

    @Override
    public void cancel() {
        boolean first;
        synchronized (this) {
            first = !over && !ending;
            over = true;
            waiting.clear();
        }
        if (first) {
            left.run();
        }
    }

    private void end(@Nullable Throwable why) {
        synchronized (this) {
            if (over || ending) {
                return;
            }
            ending = true;
            failure = why;
            schedule();
        }
        left.run();
    }

    // Called with the lock held.
    private void schedule() {
        boolean deliverable = !over && ((requested > 0 && !waiting.isEmpty()) || (ending && waiting.isEmpty()));
        if (deliverable && !scheduled && subscriber != null) {
            scheduled = true;
            home.runOnContext(turn -> deliver());
        }
    }

    // Runs at home only, one at a time.
    private void deliver() {
        for (var next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        scheduled = false;
        var to = subscriber;
        if (over || to == null) {
            return null;
        }
        if (requested > 0 && !waiting.isEmpty()) {
            requested--;
            scheduled = true;
            T change = waiting.removeFirst();
            return () -> to.onNext(change);
        }
        if (!ending || !waiting.isEmpty()) {
            return null;
        }
        over = true;
        var why = failure;
        return why == null ? to::onComplete : () -> to.onError(why);
    }
}
