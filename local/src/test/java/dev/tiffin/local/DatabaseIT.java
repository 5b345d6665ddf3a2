package dev.tiffin.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A server that is given, here the shared one with a database of its own. */
@ExtendWith(SharedSystem.class)
class DatabaseIT {

    @TempDir
    Path folder;

    private final RunningSystem system;
    private final Truth truth;

    DatabaseIT(RunningSystem system) {
        this.system = system;
        this.truth = new Truth(system);
    }

    @Test
    void aLoginThatMayNotMakeRolesMigratesAndIsUsedForAll() throws Exception {
        try (var connection = truth.connect();
                var statement = connection.createStatement()) {
            statement.execute("create role plain login password 'p w'");
            statement.execute("create database given owner plain");
        }
        var url = "postgresql://plain:p%20w@127.0.0.1:" + (system.port() + Ports.SPAN) + "/given";
        var database = Database.given(url, new Passwords(folder));
        database.migrate();
        database.migrate();
        assertThat(database.gateway()).isEqualTo(database.owner()).isEqualTo(database.bridge());
        try (var connection = database.connect(database.gateway());
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from restaurant")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(12);
        }
    }
}
