package dev.tiffin.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

class RememberedTokensTest {

    private static final JWTAuthContextInfo SETTINGS = new JWTAuthContextInfo();

    private Instant now = Instant.parse("2026-01-31T12:00:00Z");
    private final Instant end = now.plusSeconds(30);
    private final List<String> checked = new ArrayList<>();
    private final RememberedTokens tokens = new RememberedTokens(
            new JWTCallerPrincipalFactory() {
                @Override
                public JWTCallerPrincipal parse(String token, JWTAuthContextInfo settings) throws ParseException {
                    checked.add(token);
                    if (token.startsWith("bad")) {
                        throw new ParseException("It is bad");
                    }
                    var claims = new JwtClaims();
                    claims.setSubject(token);
                    var ends = token.startsWith("brief") ? end : now.plus(Duration.ofHours(1));
                    claims.setExpirationTime(NumericDate.fromSeconds(ends.getEpochSecond()));
                    return new DefaultJWTCallerPrincipal("JWT", claims);
                }
            },
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            });

    @Test
    void checksAValidTokenOnceAMinute() throws ParseException {
        assertThat(tokens.parse("ada", SETTINGS).getSubject()).isEqualTo("ada");
        assertThat(tokens.parse("ada", SETTINGS).getSubject()).isEqualTo("ada");
        now = now.plusSeconds(59);
        tokens.parse("ada", SETTINGS);
        assertThat(checked).containsExactly("ada");

        now = now.plusSeconds(1);
        tokens.parse("ada", SETTINGS);
        assertThat(checked).containsExactly("ada", "ada");
    }

    @Test
    void remembersNoTokenBeyondItsEnd() throws ParseException {
        tokens.parse("brief", SETTINGS);
        now = end;

        tokens.parse("brief", SETTINGS);

        assertThat(checked).containsExactly("brief", "brief");
    }

    @Test
    void remembersNoInvalidToken() {
        assertThatThrownBy(() -> tokens.parse("bad", SETTINGS)).isInstanceOf(ParseException.class);
        assertThatThrownBy(() -> tokens.parse("bad", SETTINGS)).isInstanceOf(ParseException.class);

        assertThat(checked).containsExactly("bad", "bad");
    }

    @Test
    void eachTokenIsItsOwn() throws ParseException {
        assertThat(tokens.parse("ada", SETTINGS).getSubject()).isEqualTo("ada");
        assertThat(tokens.parse("eve", SETTINGS).getSubject()).isEqualTo("eve");
    }
}
