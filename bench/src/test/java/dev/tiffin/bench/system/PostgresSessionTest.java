package dev.tiffin.bench.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.bench.BenchFailure;
import dev.tiffin.database.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PostgresSessionTest {

    @Test
    void refusesAServerThatMayForgetWhatItAcknowledgedAsThoseOfTestsDo() {
        try (var database = TestDatabase.fresh();
                var session = PostgresSession.open(url(database))) {
            assertThatThrownBy(session::mustBeDurable)
                    .isInstanceOf(BenchFailure.class)
                    .hasMessageContaining("fsync off");
        }
    }

    @Test
    void countsTransactions() {
        try (var database = TestDatabase.fresh();
                var session = PostgresSession.open(url(database))) {
            session.checkpoint();

            assertThat(session.transactions()).isPositive();
            assertThat(session.version()).matches("\\d+\\.\\d+");
        }
    }

    @Test
    void theCityHasOnlyItsOwnAgentsOnDuty() throws SQLException {
        try (var database = TestDatabase.seeded();
                var session = PostgresSession.open(url(database));
                var connection = database.connect();
                var statement = connection.createStatement()) {
            session.buildCity();

            var rows = statement.executeQuery("""
                    select (select count(*) from agent where on_duty), (select count(*) from menu_item m
                      join restaurant r on r.id = m.restaurant_id where r.id like 'bench-%'
                      and r.approval = 'AUTOMATIC')""");
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(200);
            assertThat(rows.getInt(2)).isEqualTo(80);
        }
    }

    private static String url(TestDatabase database) {
        return database.jdbcUrl() + "?user=" + database.user() + "&password=" + database.password();
    }
}
