package dev.tiffin.function;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Stands before Funqy. In two places: {@link #admit} before a byte of the body is read, so that a stranger cannot
 * make the function buffer anything, and {@link #check} behind the body handler, from where batches go to
 * {@link EventBatches} and single events on to Funqy. Whatever fails, here or in Funqy or in the function, ends in
 * {@link Failures}; {@link Fault.Kind} lists what is answered to what.
 */
@Singleton
final class EventGuard {

    /** Under this key the request's context carries the id of the event. */
    static final String EVENT_ID = "tiffin.event.id";

    /** Quarkus puts its body handler at {@code Integer.MIN_VALUE + 1}, and everything else far behind. */
    private static final int BEFORE_THE_BODY = Integer.MIN_VALUE;

    private static final int BEHIND_THE_BODY = Integer.MIN_VALUE + 2;

    /** Health and metrics; no function's name may begin like this. */
    private static final String MANAGEMENT = "/q/";

    /** By one of these somebody is trusted to sign tokens. */
    private static final List<String> TRUST =
            List.of("mp.jwt.verify.publickey", "mp.jwt.verify.publickey.location", "tiffin.cluster.service-accounts");

    private final EventsConfig events;
    private final BridgeTokens tokens;
    private final EventShape shape;
    private final EventBatches batches;
    private final Failures failures;

    @Inject
    EventGuard(EventsConfig events, BridgeTokens tokens, ObjectMapper mapper, EventBatches batches, Failures failures) {
        this.events = events;
        this.tokens = tokens;
        this.shape = new EventShape(mapper);
        this.batches = batches;
        this.failures = failures;
    }

    void install(@Observes Router router, Config config) {
        if (events.requireToken() && TRUST.stream().noneMatch(key -> isSet(config, key))) {
            throw new IllegalStateException("Nobody's tokens are trusted: one of " + String.join(", ", TRUST)
                    + " must be set; or, behind a Broker only, tiffin.events.require-token=false");
        }
        router.route().order(BEFORE_THE_BODY).handler(this::admit).failureHandler(this::fail);
        router.route("/").order(BEHIND_THE_BODY).handler(this::check);
    }

    private static boolean isSet(Config config, String key) {
        return config.getOptionalValue(key, String.class)
                .filter(value -> !value.equals("false"))
                .isPresent();
    }

    private void admit(RoutingContext context) {
        var path = context.normalizedPath();
        if (path.startsWith(MANAGEMENT)) {
            context.next();
            return;
        }
        if (!path.equals("/")) {
            throw Fault.of(Fault.Kind.NOT_FOUND, "Events are posted to /");
        }
        if (!context.request().method().equals(HttpMethod.POST)) {
            throw Fault.of(Fault.Kind.NOT_POST, "Events are posted");
        }
        var authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (!events.requireToken() || tokens.admitted(authorization)) {
            enter(context);
            return;
        }
        verify(context, authorization);
    }

    /** Away from the event loop: verifying may have to fetch the issuer's keys first. */
    private void verify(RoutingContext context, @Nullable String authorization) {
        context.request().pause();
        context.vertx()
                .executeBlocking(() -> {
                    tokens.verify(authorization);
                    return true;
                })
                .onComplete(done -> context.request().resume())
                .onSuccess(good -> enter(context))
                .onFailure(context::fail);
    }

    private void enter(RoutingContext context) {
        try {
            shape.checkContentType(context.request().headers());
            if (EventShape.isBatch(context.request().headers())) {
                batches.checkTaken();
            }
        } catch (Fault fault) {
            context.fail(fault);
            return;
        }
        context.next();
    }

    private void check(RoutingContext context) {
        if (EventShape.isBatch(context.request().headers())) {
            context.put(EVENT_ID, "of a batch");
            batches.take(context);
            return;
        }
        context.put(
                EVENT_ID,
                shape.check(context.request().headers(), context.body().buffer()));
        context.next();
    }

    private void fail(RoutingContext context) {
        if (context.normalizedPath().startsWith(MANAGEMENT)) {
            context.next();
            return;
        }
        failures.handle(context);
    }
}
