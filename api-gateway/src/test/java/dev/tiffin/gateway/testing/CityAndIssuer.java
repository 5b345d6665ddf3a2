package dev.tiffin.gateway.testing;

import dev.tiffin.database.TestDatabase;
import dev.tiffin.issuer.DevelopmentIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A seeded database and a token issuer for the gateway under test. */
public final class CityAndIssuer implements QuarkusTestResourceLifecycleManager {

    /** Where tests find the issuer's keys; they run in another class loader. */
    static final String ISSUER = "tiffin.test.issuer";

    private @Nullable TestDatabase database;

    @Override
    public Map<String, String> start() {
        var city = TestDatabase.seeded();
        database = city;
        var folder = issuerFolder();
        return Map.ofEntries(
                Map.entry("quarkus.datasource.reactive.url", city.reactiveUrl()),
                Map.entry("quarkus.datasource.jdbc.url", city.jdbcUrl()),
                Map.entry("quarkus.datasource.username", city.user()),
                Map.entry("quarkus.datasource.password", city.password()),
                Map.entry("mp.jwt.verify.publickey", issuer(folder).publicKey()),
                Map.entry("mp.jwt.verify.issuer", DevelopmentIssuer.ISSUER),
                Map.entry(ISSUER, folder.toString()),
                Map.entry("tiffin.feed.most-waiting", String.valueOf(Api.MOST_WAITING)),
                Map.entry("quarkus.http.test-port", "0"));
    }

    @Override
    public void stop() {
        if (database != null) {
            database.close();
        }
    }

    static DevelopmentIssuer issuer(Path folder) {
        try {
            return DevelopmentIssuer.keptIn(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path issuerFolder() {
        try {
            return Files.createTempDirectory("issuer").resolve("keys");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
