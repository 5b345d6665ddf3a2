package dev.tiffin.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tiffin.contract.EventTypes;
import dev.tiffin.function.testing.Deliverer;
import dev.tiffin.function.testing.SampleOrder;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The guard with {@code tiffin.events.require-token=false}, on a router of its own: a Broker shows no token. */
class EventGuardBehindABrokerTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void takesEventsWithoutATokenAndNothingElse() {
        var broker = new Deliverer(listen(false, Map.of()), "");
        var headers = broker.headers(EventTypes.PLACED);
        headers.remove("Authorization");
        var event = SampleOrder.in("PLACED").json();
        assertThat(broker.post("/", headers, event).statusCode()).isEqualTo(204);
        assertThat(broker.post("/nod", headers, event).statusCode()).isEqualTo(404);
        headers.remove("ce-id");
        assertThat(broker.post("/", headers, event).statusCode()).isEqualTo(400);
    }

    @Test
    void doesNotStartWhenNobodyIsTrusted() {
        for (var settings : List.of(Map.<String, String>of(), Map.of("tiffin.cluster.service-accounts", "false"))) {
            assertThatThrownBy(() -> listen(true, settings))
                    .hasMessageContaining("mp.jwt.verify.publickey")
                    .hasMessageContaining("tiffin.events.require-token=false");
        }
        for (var key : List.of("mp.jwt.verify.publickey", "mp.jwt.verify.publickey.location")) {
            assertThat(listen(true, Map.of(key, "some"))).isNotNull();
        }
        assertThat(listen(true, Map.of("tiffin.cluster.service-accounts", "true")))
                .isNotNull();
    }

    private URI listen(boolean requireToken, Map<String, String> settings) {
        var clock = InstantSource.system();
        var tokens = new BridgeTokens(new DefaultJWTParser(), clock);
        var router = Router.router(vertx);
        var failures = new Failures(clock);
        var mapper = new ObjectMapper();
        new EventGuard(() -> requireToken, tokens, mapper, new EventBatches(mapper, failures, List.of()), failures)
                .install(
                        router,
                        new SmallRyeConfigBuilder().withDefaultValues(settings).build());
        router.route().order(Integer.MIN_VALUE + 1).handler(BodyHandler.create(false));
        router.route().handler(context -> context.response().setStatusCode(204).end());
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/");
    }
}
