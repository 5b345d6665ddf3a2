package dev.tiffin.bridge.log;

/** The log or a checkpoint was written in another database cluster, before a dump and restore. */
public final class ForeignLogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ForeignLogException() {
        super("order_log or delivery_checkpoint was restored from another cluster, whose transaction numbers mean"
                + " nothing here: nothing would be delivered, or the same for ever. With gateways and bridges stopped,"
                + " run \"call restore_delivery()\" once, then start again.");
    }
}
