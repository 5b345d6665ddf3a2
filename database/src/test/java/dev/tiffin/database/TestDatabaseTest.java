package dev.tiffin.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {
    @Test
    void outlivesARestartAndACrashOfItsServer() throws SQLException {
        try (var database = TestDatabase.onItsOwnServer()) {
            database.stopServer();
            database.startServer();
            database.execute("delete from agent where id = 'agent-40'");
            database.crashServer();
            database.startServer();
            try (var connection = database.connect();
                    var agents = connection.createStatement().executeQuery("select count(*) from agent")) {
                assertThat(agents.next()).isTrue();
                assertThat(agents.getInt(1)).isEqualTo(39);
            }
        }
    }
}
