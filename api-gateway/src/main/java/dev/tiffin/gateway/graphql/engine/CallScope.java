package dev.tiffin.gateway.graphql.engine;

import io.quarkus.arc.Arc;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;

/** The request scope in which an operation's method runs; ends when the method returns. */
@ApplicationScoped
class CallScope {

    private final CurrentIdentityAssociation identity;
    private final Caller caller;

    CallScope(CurrentIdentityAssociation identity, Caller caller) {
        this.identity = identity;
        this.caller = caller;
    }

    /** Does the work, and answers what it does. */
    <T> T within(Call call, Callable<T> work) throws Exception {
        var scope = Arc.container().requestContext();
        // A scope that is active already belongs to whatever else runs here; this call gets its own all the same.
        var outer = scope.isActive() ? scope.getState() : null;
        scope.activate();
        try {
            identity.setIdentity(call.identity());
            caller.calls(call);
            return work.call();
        } finally {
            scope.terminate();
            if (outer != null) {
                scope.activate(outer);
            }
        }
    }
}
