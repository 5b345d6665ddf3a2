package dev.tiffin.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** {@code schema.sql} shows what all migrations together come to. {@code -Dschema.update=true} writes it anew. */
class SchemaTest {
    private static final Path SNAPSHOT = Path.of("schema.sql");

    @Test
    void theSnapshotShowsWhatTheMigrationsCameTo() throws SQLException, IOException {
        String schema = schema();
        if (Boolean.getBoolean("schema.update")) {
            Files.writeString(SNAPSHOT, schema);
        }

        assertThat(Files.readString(SNAPSHOT))
                .as("run `make schema` and look at the difference")
                .isEqualTo(schema);
    }

    @Test
    void everyTableColumnAndFunctionSaysWhatItIsFor() throws SQLException {
        try (var shop = Shop.open()) {
            assertThat(shop.rows("""
                                    select c.relname, a.attname
                                    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
                                    where c.relnamespace = 'public'::regnamespace
                                        and c.relkind in ('r', 'p', 'v') and not c.relispartition
                                        and c.relname <> 'flyway_schema_history'
                                        and (obj_description(c.oid, 'pg_class') is null
                                            or col_description(c.oid, a.attnum) is null)
                                    union all
                                    select proname, '' from pg_proc
                                    where pronamespace = 'public'::regnamespace
                                        and obj_description(oid, 'pg_proc') is null
                                    """)).isEmpty();
        }
    }

    private static String schema() throws SQLException, IOException {
        try (var database = TestDatabase.fresh();
                var session = database.connect();
                var statement = session.createStatement();
                var query = SchemaTest.class.getResourceAsStream("catalogue.sql")) {
            assertThat(query).isNotNull();
            var lines = statement.executeQuery(new String(query.readAllBytes(), StandardCharsets.UTF_8));
            var text = new StringBuilder(
                    "-- What the migrations come to. Written by SchemaTest, to be read and compared, not to be run.\n");
            while (lines.next()) {
                text.append(lines.getString(1)).append('\n');
            }
            return text.toString();
        }
    }
}
