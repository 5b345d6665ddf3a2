package dev.tiffin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.bench.BenchFailure;
import dev.tiffin.database.TestDatabase;
import java.sql.SQLException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FloorTest {

    @Test
    void takesEachOrderThroughFiveWrites() throws SQLException {
        try (var database = TestDatabase.fresh();
                var connection = database.connect();
                var statement = connection.createStatement()) {
            database.execute(Floor.TABLE);
            try (var floor = Floor.open(url(database), 4)) {
                var orders = IntStream.range(0, 20).mapToObj(n -> floor.order()).toList();
                assertThat(orders).allSatisfy(order -> assertThat(order.join()).isPositive());
            }

            var rows = statement.executeQuery("""
                    select count(*) from floor_orders where status = 'ASSIGNED' and version = 5 and agent_id is not null
                    and validated_at <= paid_at and paid_at <= approved_at and approved_at <= agent_assigned_at""");
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(20);
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsOneClearSentence() {
        assertThatThrownBy(() -> Floor.open("jdbc:postgresql://127.0.0.1:1/nothing", 1))
                .isInstanceOf(BenchFailure.class)
                .hasMessageContaining("cannot connect");
    }

    private static String url(TestDatabase database) {
        return database.jdbcUrl() + "?user=" + database.user() + "&password=" + database.password();
    }
}
