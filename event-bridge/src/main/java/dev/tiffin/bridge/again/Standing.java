package dev.tiffin.bridge.again;

/** How a change that comes from the log stands to the events of its order that wait in the table. */
public enum Standing {
    /** It may be delivered. */
    FREE,
    /** An earlier one waits: it has to wait as well. */
    BEHIND,
    /** It waits there itself, from before a crash. */
    KEPT
}
