package dev.tiffin.bridge.log;

import org.jspecify.annotations.Nullable;

/** The database could not be asked, or did not answer. */
public final class DatabaseFailedException extends RuntimeException {

    DatabaseFailedException(@Nullable Throwable cause) {
        super("The database cannot be asked: " + (cause == null ? "it did not say why" : cause.getMessage()), cause);
    }
}
