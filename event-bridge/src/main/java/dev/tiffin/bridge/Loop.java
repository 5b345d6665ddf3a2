package dev.tiffin.bridge;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * Drives a machine from state to state on one event loop: takes a step, waits for what it answers, takes the next. Any
 * failure ends here, at one border, and the machine says where it leads.
 *
 * @param <S> the states
 */
final class Loop<S extends Enum<S>> {

    private final Machine<S> machine;
    private final S last;
    private final Promise<Void> ended = Promise.promise();
    private volatile S state;
    private long entered = System.nanoTime();
    private int steps;

    /** What is driven. */
    interface Machine<S> {
        /** Does what is to be done in a state; answers the next. */
        Future<S> step(S state);

        /** Where a failure leads. */
        S failed(Throwable cause, S state);

        /** A state is left after so many nanoseconds. */
        void left(S state, long nanos);
    }

    Loop(Machine<S> machine, S first, S last) {
        this.machine = machine;
        this.state = first;
        this.last = last;
    }

    /** Where it stands; from any thread. */
    S state() {
        return state;
    }

    /** Completes in the last state. */
    Future<Void> ended() {
        return ended.future();
    }

    /** Runs to the last state; returns at the first thing that has to be waited for. */
    void run() {
        while (state != last) {
            int number = ++steps;
            Future<S> step = step();
            if (number != steps) {
                return;
            }
            if (!step.isComplete()) {
                step.onComplete(done -> {
                    if (number == steps) {
                        arrive(done.succeeded() ? done.result() : machine.failed(done.cause(), state));
                        run();
                    }
                });
                return;
            }
            arrive(step.succeeded() ? step.result() : machine.failed(step.cause(), state));
        }
        ended.tryComplete();
    }

    /** Waits for the present step no longer: what it waits for cannot come. */
    void breakOff(Throwable cause) {
        steps++;
        arrive(machine.failed(cause, state));
        run();
    }

    private Future<S> step() {
        try {
            return machine.step(state);
        } catch (RuntimeException e) {
            // The named border: whatever it was, the machine begins anew rather than stand still.
            return Future.failedFuture(e);
        }
    }

    private void arrive(S next) {
        long now = System.nanoTime();
        machine.left(state, now - entered);
        entered = now;
        state = next;
    }
}
