package dev.tiffin.local;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One process that is kept running.
 *
 * <pre>
 *              start()            ready                    ends by itself
 *   STOPPED ───────────▶ STARTING ─────▶ READY ──────────────────────────────────▶ WAITING (backoff) ──▶ STARTING
 *                           │ ends before it was ever ready: FAILED
 *   hold(): ──▶ HELD ──release()──▶ STARTING           stop(), from anywhere: ──▶ STOPPED, for good
 * </pre>
 *
 * One thread a service walks these states; the others only say what they want and wait.
 */
final class Service {

    /** How to start the process, and how to see that it works. */
    interface Program {
        Child start() throws IOException;

        boolean ready();

        /** Where it listens, on loopback. */
        int port();

        /** What to say when it does not start. */
        String lastWords();
    }

    private enum Wish {
        RUN,
        HOLD,
        STOP
    }

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(40);

    private final String name;
    private final Program program;
    private final Screen screen;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private Wish wish = Wish.RUN;
    private boolean ready;
    private boolean over;
    private int starts;
    private @Nullable Child child;
    private @Nullable Trouble failure;
    private @Nullable Thread thread;

    Service(String name, Program program, Screen screen) {
        this.name = name;
        this.program = program;
        this.screen = screen;
    }

    String name() {
        return name;
    }

    void start() {
        lock.lock();
        try {
            if (thread == null && wish == Wish.RUN) {
                thread = Thread.ofPlatform().name(name).daemon().start(this::keepRunning);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it works; refuses to go on when it ended before, or takes too long. */
    void awaitReady(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            var left = atMost.toNanos();
            while (!ready && failure == null) {
                if (wish == Wish.STOP) {
                    throw new InterruptedException(name + " was stopped");
                }
                if (left <= 0) {
                    throw new Trouble(
                            name + " is not ready after " + Screen.seconds(atMost) + ": " + program.lastWords());
                }
                left = changed.awaitNanos(left);
            }
            if (failure != null) {
                throw failure;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Stops it until {@link #release()}; returns when it has ended. */
    void hold() {
        wish(Wish.HOLD);
    }

    /** Starts it again. */
    void release() {
        wish(Wish.RUN);
    }

    /** Stops it for good; returns when it has ended. */
    void stop() {
        wish(Wish.STOP);
        lock.lock();
        try {
            while (thread != null && !over) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void wish(Wish next) {
        Child running;
        lock.lock();
        try {
            if (wish == Wish.STOP) {
                return;
            }
            wish = next;
            running = child;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (next != Wish.RUN && running != null) {
            running.stop();
        }
    }

    /** The thread's whole life. */
    private void keepRunning() {
        try {
            var pause = FIRST_PAUSE;
            while (awaitTurn()) {
                var begun = Instant.now();
                var end = runOnce(begun);
                if (!again(end)) {
                    continue;
                }
                var ran = Duration.between(begun, Instant.now());
                pause = ran.compareTo(LONGEST_PAUSE) > 0 ? FIRST_PAUSE : pause;
                screen.event(screen.yellow(name + " " + end) + "; starts again in " + Screen.seconds(pause));
                pause(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            fail(new Trouble(name + " cannot be started: " + e.getMessage(), e));
        } finally {
            ended();
        }
    }

    /** Whether to start; waits while held. */
    private boolean awaitTurn() throws InterruptedException {
        lock.lock();
        try {
            while (wish == Wish.HOLD) {
                changed.await();
            }
            return wish == Wish.RUN;
        } finally {
            lock.unlock();
        }
    }

    private String runOnce(Instant begun) throws IOException, InterruptedException {
        var running = startUnlessStopped();
        if (running == null) {
            return "was not started";
        }
        while (running.alive() && !program.ready()) {
            pause(LOOK_AGAIN);
        }
        if (running.alive()) {
            becameReady(Duration.between(begun, Instant.now()));
        }
        var end = running.awaitEnd();
        lock.lock();
        try {
            child = null;
            ready = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return end;
    }

    private @Nullable Child startUnlessStopped() throws IOException {
        lock.lock();
        try {
            if (wish != Wish.RUN) {
                return null;
            }
            child = program.start();
            return child;
        } finally {
            lock.unlock();
        }
    }

    private void becameReady(Duration after) {
        boolean first;
        lock.lock();
        try {
            ready = true;
            first = starts++ == 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (first) {
            screen.done(name, Screen.padded(":" + program.port(), 9) + Screen.seconds(after));
        } else {
            screen.event(screen.green(name + " is back") + " after " + Screen.seconds(after));
        }
    }

    /** Whether an end was unexpected, and a new start is due; before the first success it is a failure. */
    private boolean again(String end) {
        lock.lock();
        try {
            if (wish != Wish.RUN) {
                return false;
            }
            if (starts > 0) {
                return true;
            }
            wish = Wish.STOP;
            fail(new Trouble(name + " " + end + " before it was ready: " + program.lastWords()));
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void fail(Trouble trouble) {
        lock.lock();
        try {
            failure = trouble;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            var left = time.toNanos();
            while (left > 0 && wish == Wish.RUN) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void ended() {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
