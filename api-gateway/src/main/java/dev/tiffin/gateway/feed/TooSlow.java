package dev.tiffin.gateway.feed;

/** A subscriber has read too slowly: what waits for it is more than is kept. It may subscribe again. */
public final class TooSlow extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooSlow(int most) {
        super("More than " + most + " changes are waiting for one subscriber", null, false, false);
    }
}
