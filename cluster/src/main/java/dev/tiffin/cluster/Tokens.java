package dev.tiffin.cluster;

import dev.tiffin.contract.Role;
import dev.tiffin.issuer.DevelopmentIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens for people, of the issuer whose key the installation was given. */
final class Tokens {

    private static final Duration DAY = Duration.ofDays(1);

    private final DevelopmentIssuer issuer;
    private final Map<String, String> kept = new ConcurrentHashMap<>();

    Tokens(Path folder) {
        try {
            this.issuer = DevelopmentIssuer.keptIn(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("There is no issuer in " + folder, e);
        }
    }

    String of(String role, String subject) {
        return kept.computeIfAbsent(role + ":" + subject, key -> issuer.token(subject, role, DAY));
    }

    String customer() {
        return of(Role.CUSTOMER, "e2e");
    }

    String operator() {
        return of(Role.OPERATOR, "e2e");
    }
}
