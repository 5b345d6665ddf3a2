package dev.tiffin.gateway.graphql.edge;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Counts the operations that are being answered over HTTP, and lets them end before the process does. (Quarkus counts
 * requests, too, but an upgrade to a WebSocket is one that never ends for it.) Thread-safe.
 */
@ApplicationScoped
class InFlight {

    private static final Logger LOG = Logger.getLogger(InFlight.class);

    /** A change waits for the database for ten seconds at most, hardly ever for one. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private int count;

    void begin() {
        lock.lock();
        try {
            count++;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            count--;
            if (count == 0) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Last, for it blocks. */
    void stopping(@Observes @Priority(Integer.MAX_VALUE) ShutdownDelayInitiatedEvent event)
            throws InterruptedException {
        int left = awaitNone(PATIENCE);
        if (left > 0) {
            LOG.warnf("%d operations were not answered before the end; repeating them is safe", left);
        }
    }

    /** Returns how many are left. */
    int awaitNone(Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lock();
        try {
            while (count > 0 && nanos > 0) {
                nanos = none.awaitNanos(nanos);
            }
            return count;
        } finally {
            lock.unlock();
        }
    }
}
