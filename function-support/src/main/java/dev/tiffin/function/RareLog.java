package dev.tiffin.function;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * One line for the first of many alike, then at most one each ten seconds that says how many more there were: an
 * outage of the gateway fails every event, and the operator needs to read that once.
 */
final class RareLog {

    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Logger log;
    private final InstantSource clock;
    private final AtomicLong quietUntil = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong suppressed = new AtomicLong();

    RareLog(Logger log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    void warn(String sentence) {
        var now = clock.millis();
        var until = quietUntil.get();
        if (now < until || !quietUntil.compareAndSet(until, now + SILENCE.toMillis())) {
            suppressed.incrementAndGet();
            return;
        }
        var more = suppressed.getAndSet(0);
        log.warn(more == 0 ? sentence : sentence + " (and " + more + " more lines like this one)");
    }
}
