package dev.tiffin.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** Signs service accounts' tokens and publishes its keys, to those who show a token, as a cluster does. */
final class StubApiServer implements AutoCloseable {

    static final String ISSUER = "https://kubernetes.default.svc.cluster.local";
    static final String READER = "token-of-the-pod";

    private final HttpServer server;
    private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
    private volatile PublicJsonWebKey key = newKey("first");

    StubApiServer() throws IOException, JoseException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(exchange, "{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":\"https://10.0.0.1/keys\"}"));
        server.createContext(
                "/openid/v1/jwks",
                exchange -> answer(exchange, new JsonWebKeySet(List.of(key)).toJson(OutputControlLevel.PUBLIC_ONLY)));
        server.start();
    }

    private static PublicJsonWebKey newKey(String id) throws JoseException {
        var fresh = RsaJwkGenerator.generateJwk(2048);
        fresh.setKeyId(id);
        return fresh;
    }

    void rotateKey() throws JoseException {
        key = newKey("second");
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Waits until the keys were asked for once more, and says with what status. */
    int awaitQuestion() throws InterruptedException {
        var status = answers.poll(30, TimeUnit.SECONDS);
        if (status == null) {
            throw new AssertionError("Nobody asks for the keys");
        }
        return status;
    }

    /** As the kubelet mounts it for {@code system:serviceaccount:<account>}. */
    String token(String account) throws JoseException {
        return token(account, ISSUER, "tiffin");
    }

    String token(String account, String issuer, String audience) throws JoseException {
        var claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(audience);
        claims.setSubject("system:serviceaccount:" + account);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(10);
        var signed = new JsonWebSignature();
        signed.setAlgorithmHeaderValue("RS256");
        signed.setKeyIdHeaderValue(key.getKeyId());
        signed.setPayload(claims.toJson());
        signed.setKey(key.getPrivateKey());
        return signed.getCompactSerialization();
    }

    private void answer(HttpExchange exchange, String text) throws IOException {
        var known = ("Bearer " + READER).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        var body = text.getBytes(StandardCharsets.UTF_8);
        var status = known ? 200 : 401;
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
        if (!known || exchange.getRequestURI().getPath().endsWith("jwks")) {
            answers.add(status);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
