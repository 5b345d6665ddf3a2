package dev.tiffin.local;

import dev.tiffin.issuer.DevelopmentIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens of this copy's own issuer: the services' in files that are renewed, people's on demand. */
final class Tokens {

    /** How long a token for a person is good. */
    static final Duration DAY = Duration.ofDays(1);

    /** How often the services' tokens are written anew; they are good for three times as long. */
    static final Duration RENEWAL = Duration.ofHours(1);

    private final DevelopmentIssuer issuer;
    private final Path folder;
    private final Map<String, Dated> kept = new ConcurrentHashMap<>();

    private record Dated(String token, Instant until) {}

    private Tokens(DevelopmentIssuer issuer, Path folder) {
        this.issuer = issuer;
        this.folder = folder;
    }

    static Tokens keptIn(Path home) throws IOException {
        return new Tokens(DevelopmentIssuer.keptIn(home.resolve("issuer")), home.resolve("tokens"));
    }

    static boolean existIn(Path home) {
        return Files.exists(home.resolve("issuer"));
    }

    String publicKey() {
        return issuer.publicKey();
    }

    String of(String role, String subject) {
        return issuer.token(subject, role, DAY);
    }

    /** The same, made once and then again when most of its day is over: for whoever asks often. */
    String keptFor(String role, String subject) {
        var now = Instant.now();
        return kept.compute(
                        role + ":" + subject,
                        (key, dated) -> dated != null && dated.until.isAfter(now)
                                ? dated
                                : new Dated(of(role, subject), now.plus(DAY.dividedBy(2))))
                .token;
    }

    Path fileOf(String service) {
        return folder.resolve(service);
    }

    /** Writes a fresh token for each service; its role is its name. */
    void renew(List<String> services) throws IOException {
        Files.createDirectories(folder);
        for (var service : services) {
            Passwords.writePrivately(fileOf(service), issuer.token(service, service, RENEWAL.multipliedBy(3)));
        }
    }
}
