package dev.tiffin.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.contract.Role;
import dev.tiffin.issuer.DevelopmentIssuer;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.IntStream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class BridgeTokensTest {

    private final DevelopmentIssuer issuer = DevelopmentIssuer.temporary();
    private final CountingParser parser = new CountingParser(issuer);
    private Instant now = Instant.now();
    private final BridgeTokens tokens = new BridgeTokens(parser, () -> now);

    @Test
    void verifiesATokenOnce() {
        var header = header(Role.EVENT_BRIDGE);
        assertThat(tokens.admitted(header)).isFalse();
        tokens.verify(header);
        assertThat(tokens.admitted(header)).isTrue();
        tokens.verify(header);
        assertThat(parser.checks).isEqualTo(1);
    }

    @Test
    void forgetsATokenThatHasExpired() {
        var header = header(Role.EVENT_BRIDGE);
        tokens.verify(header);
        now = now.plus(Duration.ofHours(1));
        assertThat(tokens.admitted(header)).isFalse();
    }

    @Test
    void remembersNoTokenThatItRefused() {
        var header = header(Role.CUSTOMER);
        assertThatThrownBy(() -> tokens.verify(header)).hasMessage("The token lacks the role event-bridge");
        assertThat(tokens.admitted(header)).isFalse();
        assertThatThrownBy(() -> tokens.verify(header + "x")).hasMessage("The token is not valid");
        assertThat(tokens.admitted(header + "x")).isFalse();
    }

    @Test
    void remembersAFewOnly() {
        var headers = IntStream.range(0, 17)
                .mapToObj(i -> "Bearer " + issuer.token("bridge-" + i, Role.EVENT_BRIDGE, Duration.ofHours(1)))
                .toList();
        headers.forEach(tokens::verify);
        assertThat(headers.stream().filter(tokens::admitted)).containsExactly(headers.getLast());
    }

    private String header(String role) {
        return "Bearer " + issuer.token("someone", role, Duration.ofHours(1));
    }

    private static final class CountingParser extends DefaultJWTParser {
        private int checks;

        CountingParser(DevelopmentIssuer issuer) {
            super(new JWTAuthContextInfo(publicKey(issuer), DevelopmentIssuer.ISSUER));
        }

        @Override
        public JsonWebToken parse(String token) throws ParseException {
            checks++;
            return super.parse(token);
        }

        private static RSAPublicKey publicKey(DevelopmentIssuer issuer) {
            try {
                var spec = new X509EncodedKeySpec(Base64.getDecoder().decode(issuer.publicKey()));
                return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }
}
