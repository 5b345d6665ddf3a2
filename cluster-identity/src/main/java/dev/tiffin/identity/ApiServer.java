package dev.tiffin.identity;

import dev.tiffin.contract.TokenFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.jose4j.lang.JoseException;

/**
 * Asks the cluster's API server who signs the tokens of service accounts. Every cluster lets a service account ask that
 * (ClusterRole {@code system:service-account-issuer-discovery}), so there is nothing to configure, and rotated keys are
 * found.
 */
final class ApiServer {

    private static final String DISCOVERY = "/.well-known/openid-configuration";

    /** The path is fixed; the address in the discovery document may be one that pods do not reach. */
    private static final String KEYS = "/openid/v1/jwks";

    private static final int OK = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client;
    private final String url;
    private final TokenFile token;

    ApiServer(Vertx vertx, ClusterConfig config) {
        var options = new HttpClientOptions().setConnectTimeout((int) PATIENCE.toMillis());
        if ("https".equals(config.apiServer().getScheme())) {
            options.setTrustOptions(new PemTrustOptions()
                    .addCertPath(config.account().resolve("ca.crt").toString()));
        }
        this.client = vertx.createHttpClient(options);
        this.url = config.apiServer().toString();
        this.token = new TokenFile(config.account().resolve("token"), Clock.systemUTC());
    }

    Future<ClusterKeys> keys() {
        return get(DISCOVERY).compose(discovery -> get(KEYS).map(keys -> keys(discovery, keys)));
    }

    private static ClusterKeys keys(String discovery, String keys) {
        try {
            return ClusterKeys.of(discovery, keys);
        } catch (JoseException e) {
            throw new IllegalArgumentException("The API server's answer is not understood: " + e.getMessage(), e);
        }
    }

    private Future<String> get(String path) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url + path)
                .setTimeout(PATIENCE.toMillis())
                .putHeader(HttpHeaders.AUTHORIZATION, token.authorization());
        return client.request(options).compose(request -> request.send()).compose(response -> {
            if (response.statusCode() != OK) {
                return Future.failedFuture(new IOException(path + " is answered with " + response.statusCode()));
            }
            return response.body().map(body -> body.toString());
        });
    }
}
