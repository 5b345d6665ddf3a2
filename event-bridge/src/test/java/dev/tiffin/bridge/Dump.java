package dev.tiffin.bridge;

import dev.tiffin.database.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The rows of all tables, as pg_dump copies them: without whatever belongs to the cluster they were written in. */
final class Dump {

    // Months of the log are copied as one, columns that are computed not at all.
    private static final String TABLES = """
            select c.relname, string_agg(quote_ident(a.attname), ', ' order by a.attnum)
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                and a.attgenerated = ''
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                and c.relname <> 'flyway_schema_history'
            group by c.relname order by c.relname""";

    private final Map<String, String> columns = new LinkedHashMap<>();
    private final Path folder;

    private Dump(Path folder) {
        this.folder = folder;
    }

    /** Written by the server itself, so into a folder where it may write. */
    static Dump of(TestDatabase database) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            var dump = new Dump(Files.createTempDirectory("tiffin-dump"));
            if (!dump.folder.toFile().setWritable(true, false)
                    || !dump.folder.toFile().setExecutable(true, false)) {
                throw new IllegalStateException(dump.folder + " cannot be opened to the server");
            }
            try (var tables = statement.executeQuery(TABLES)) {
                while (tables.next()) {
                    dump.columns.put(tables.getString(1), tables.getString(2));
                }
            }
            for (var table : dump.columns.entrySet()) {
                statement.execute("copy (select " + table.getValue() + " from " + table.getKey() + ") to '"
                        + dump.file(table.getKey()) + "'");
            }
            return dump;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String table) {
        return folder.resolve(table);
    }

    /** Into empty tables; as pg_restore does, without triggers. */
    void restore(TestDatabase database) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            for (var table : columns.entrySet()) {
                statement.execute("delete from " + table.getKey());
                statement.execute(
                        "copy " + table.getKey() + " (" + table.getValue() + ") from '" + file(table.getKey()) + "'");
                Files.delete(file(table.getKey()));
            }
            statement.execute("select setval('order_log_seq', (select max(seq) from order_log))");
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
