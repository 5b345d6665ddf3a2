package dev.tiffin.bench;

/** A measurement that must not be reported as one: a version was missed, an order did not arrive, a setting is off. */
public final class BenchFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure with one clear sentence. */
    public BenchFailure(String message) {
        super(message);
    }

    /** A failure with one clear sentence and what led to it. */
    public BenchFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
