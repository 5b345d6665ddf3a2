package dev.tiffin.function.testing;

import dev.tiffin.contract.Role;
import dev.tiffin.issuer.DevelopmentIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The surroundings of one function in a test: an issuer of tokens, the function's own token in a file, a gateway. */
public final class FunctionWorld implements QuarkusTestResourceLifecycleManager {

    /** What the stub sees when the function shows its own token. */
    public static final String OWN_TOKEN = "own-token-of-the-function";

    /** How long the function waits for the gateway: short, so that its patience can be tested. */
    public static final Duration PATIENCE = Duration.ofMillis(700);

    private final DevelopmentIssuer issuer = DevelopmentIssuer.temporary();
    private final StubGateway gateway = new StubGateway();
    private final Path tokenFile;

    public FunctionWorld() {
        try {
            tokenFile = Files.createTempFile("tiffin", ".token");
            Files.writeString(tokenFile, OWN_TOKEN + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public StubGateway gateway() {
        return gateway;
    }

    /** A token that the function takes. */
    public String bridgeToken() {
        return token(Role.EVENT_BRIDGE, Duration.ofHours(1));
    }

    /** A token of the trusted issuer with any role; a negative time makes it expired. */
    public String token(String role, Duration validFor) {
        return issuer.token(role, role, validFor);
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "mp.jwt.verify.publickey", issuer.publicKey(),
                "mp.jwt.verify.issuer", DevelopmentIssuer.ISSUER,
                "tiffin.gateway.url", gateway.url().toString(),
                "tiffin.gateway.timeout", PATIENCE.toString(),
                "tiffin.token-file", tokenFile.toString(),
                "quarkus.http.test-port", "0");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(FunctionWorld.class));
    }

    @Override
    public void stop() {
        gateway.close();
        try {
            Files.deleteIfExists(tokenFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
