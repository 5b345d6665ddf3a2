package dev.tiffin.bridge;

import dev.tiffin.bridge.again.Answers;
import dev.tiffin.bridge.again.Attempt;
import dev.tiffin.bridge.again.DeadLetter;
import dev.tiffin.bridge.again.Due;
import dev.tiffin.bridge.again.Postponed;
import dev.tiffin.bridge.again.Postponed.Why;
import dev.tiffin.bridge.again.Redeliveries;
import dev.tiffin.bridge.again.RetryPolicy;
import dev.tiffin.bridge.again.Standing;
import dev.tiffin.bridge.delivery.Outcome.Failed;
import dev.tiffin.bridge.delivery.Outcome.Refused;
import dev.tiffin.bridge.log.LoggedChange;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is done when a delivery has ended: an event is settled when it was taken, is nobody's, or is safe in a table,
 * and not before that is committed.
 */
final class Settling {

    private static final Logger LOG = Logger.getLogger(Settling.class);

    private final SettledPrefix prefix;
    private final Judge judge;
    private final Redeliveries redeliveries;
    private final RelayMetrics metrics;
    private boolean closed;

    /**
     * How failures are judged.
     *
     * @param policy how often and how long
     * @param clock for the age of failures
     * @param chance for jitter
     */
    record Judge(RetryPolicy policy, InstantSource clock, RandomGenerator chance) {}

    Settling(SettledPrefix prefix, Judge judge, Redeliveries redeliveries, RelayMetrics metrics) {
        this.prefix = prefix;
        this.judge = judge;
        this.redeliveries = redeliveries;
        this.metrics = metrics;
    }

    Standing standing(LoggedChange change) {
        return redeliveries.standing(change.orderId(), change.version());
    }

    void nobodys(LoggedChange change) {
        metrics.delivered(change, "nobody");
    }

    void nobodys(Due due) {
        metrics.delivered(due.change(), "nobody");
        redeliveries.settle(due);
    }

    void leave(Due due) {
        redeliveries.leave(due);
    }

    /** It is sent; others may have seen it before. */
    void sent(Item item) {
        if (item.failures() > 0 || !item.holds()) {
            metrics.repeated();
        }
    }

    void accepted(Item item) {
        metrics.accepted(item.change(), judge.clock.instant());
        var due = item.due();
        if (due != null) {
            redeliveries.settle(due);
        }
        settled(item);
    }

    /** Completes when it is buried. */
    Future<Void> refused(Item item, Refused refused, Duration took) {
        note(item, refused.status() == 0 ? null : refused.status(), refused.answer(), took);
        item.failed(true, judge.clock.instant(), refused.status(), keepable(item, refused.answer()));
        return bury(item);
    }

    void failed(Item item, Failed failed, Duration took) {
        note(item, failed.status(), failed.answer(), took);
        boolean counts = failed.kind().isAttempt() && item.outbound().isFlowing();
        item.failed(counts, judge.clock.instant(), failed.status(), keepable(item, failed.answer()));
    }

    private void note(Item item, @Nullable Integer status, String answer, Duration took) {
        metrics.delivered(item.change(), "failed");
        var change = item.change();
        redeliveries.note(new Attempt(
                change.orderId(),
                change.version(),
                judge.clock.instant(),
                item.outbound().destination().name(),
                status,
                took,
                keepable(item, answer)));
    }

    private static String keepable(Item item, String answer) {
        return Answers.keepable(answer, item.change().secrets());
    }

    RetryPolicy.Decision decide(Item item, Failed failed) {
        var history = item.history();
        var since = later(history.firstFailedAt(), item.outbound().turnedAt());
        var facts = new RetryPolicy.Case(
                history.attempts(),
                item.failures(),
                history.firstFailedAt() == null ? Duration.ZERO : Duration.between(since, judge.clock.instant()),
                item.due() != null,
                failed.retryAfter());
        return judge.policy.decide(facts, judge.chance);
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null || one.isBefore(other) ? other : one;
    }

    /** Into the table; it settles when that is committed. */
    void postpone(Item item, Why why, @Nullable Duration wait) {
        var change = item.change();
        var due = item.due();
        metrics.delivered(change, "postponed");
        redeliveries
                .postpone(new Postponed(
                        change.orderId(),
                        change.version(),
                        change.partition(),
                        due == null ? 0 : due.gen(),
                        item.holds() ? change.type() : null,
                        wait,
                        item.history(),
                        why))
                .onSuccess(written -> settled(item));
    }

    /** Completes when nobody will send it any more. */
    Future<Void> bury(Item item) {
        var change = item.change();
        var due = item.due();
        LOG.warnf(
                "%s of order %s is a dead letter after %d attempts: %s %s (trace %s)",
                change.type(),
                change,
                item.history().attempts(),
                item.history().lastStatus(),
                item.history().lastError(),
                change.traceparent());
        metrics.delivered(change, "dead");
        return redeliveries
                .bury(new DeadLetter(
                        change.orderId(), change.version(), due == null ? 0 : due.gen(), change.type(), item.history()))
                .onSuccess(written -> settled(item));
    }

    /** Somebody else delivers it. */
    void dropped(Item item) {
        var due = item.due();
        if (due != null) {
            redeliveries.leave(due);
        }
        settled(item);
    }

    private void settled(Item item) {
        var batch = item.batch();
        if (batch != null && !closed && item.settleOnce()) {
            prefix.settle(batch);
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** The session is gone: nothing can be settled any more. */
    void close() {
        closed = true;
    }
}
