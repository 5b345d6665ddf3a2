package dev.tiffin.gateway.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.io.StringReader;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    private record Settings(String gatewayRole, String bridgeRole, boolean seed, int version) implements SchemaConfig {}

    private static final class Script extends LoadableResource {

        private final String path;

        Script(String path) {
            this.path = path;
        }

        @Override
        public Reader read() {
            return new StringReader("");
        }

        @Override
        public String getAbsolutePath() {
            return path;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return path;
        }

        @Override
        public String getFilename() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        @Override
        public String getRelativePath() {
            return path;
        }
    }

    private record Scripts(List<LoadableResource> all) implements ResourceProvider {

        @Override
        public @Nullable LoadableResource getResource(String name) {
            return null;
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return all;
        }
    }

    private static FluentConfiguration customized(boolean seed) {
        var flyway = Flyway.configure()
                .resourceProvider(new Scripts(
                        List.of(new Script("db/migration/V1__tables.sql"), new Script("db/seed/R__seed_city.sql"))));
        new Migrations(new Settings("gateway", "bridge", seed, 1)).customize(flyway);
        return flyway;
    }

    private static List<String> files(FluentConfiguration flyway) {
        return flyway.getResourceProvider().getResources("", new String[] {".sql"}).stream()
                .map(LoadableResource::getFilename)
                .toList();
    }

    @Test
    void aCityIsFilledInOnlyWhereItIsWanted() {
        assertThat(files(customized(false))).containsExactly("V1__tables.sql");
        assertThat(files(customized(true))).containsExactly("V1__tables.sql", "R__seed_city.sql");
    }

    @Test
    void whoGetsTheRightsIsToldToTheMigrations() {
        assertThat(customized(false).getPlaceholders())
                .containsEntry("gateway_role", "gateway")
                .containsEntry("bridge_role", "bridge");
    }
}
