package dev.tiffin.gateway.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaConfigTest {

    private static final Pattern VERSIONED = Pattern.compile("V(\\d+)__.*\\.sql");

    @Test
    void nobodyIsGrantedAnythingAndNothingIsFilledInUnlessAsked() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(SchemaConfig.class)
                .withDefaultValue("tiffin.database.version", "1")
                .build()
                .getConfigMapping(SchemaConfig.class);
        assertThat(config.gatewayRole()).isEqualTo("current_user");
        assertThat(config.bridgeRole()).isEqualTo("current_user");
        assertThat(config.seed()).isFalse();
    }

    /** Otherwise a gateway would serve on tables that are not there yet, or wait for ever. */
    @Test
    void theGatewayWaitsForTheNewestMigration() throws Exception {
        var properties = new Properties();
        try (var file = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            properties.load(file);
        }
        assertThat(properties.getProperty("tiffin.database.version")).isEqualTo(String.valueOf(newestMigration()));
    }

    private static int newestMigration() throws IOException, URISyntaxException {
        URL folder = SchemaConfigTest.class.getResource("/db/migration");
        assertThat(folder).isNotNull();
        if (!folder.getProtocol().equals("jar")) {
            return newestIn(Path.of(folder.toURI()));
        }
        try (var jar = FileSystems.newFileSystem(folder.toURI(), Map.of())) {
            return newestIn(jar.getPath("/db/migration"));
        }
    }

    private static int newestIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> VERSIONED.matcher(file.getFileName().toString()))
                    .filter(name -> name.matches())
                    .mapToInt(name -> Integer.parseInt(name.group(1)))
                    .max()
                    .orElseThrow();
        }
    }
}
