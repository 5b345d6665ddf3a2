package dev.tiffin.gateway;

import dev.tiffin.gateway.order.Order;
import java.util.List;

/** Hears of this gateway's own commits as soon as they stand, so that subscribers need not wait for the log. */
public interface Commits {

    /**
     * These versions are committed. Called on whichever thread saw the commit, before callers are answered; must return
     * at once and not throw. Not called for a commit whose answer was lost on the way: the log tells of those.
     */
    void committed(List<Order> orders);
}
