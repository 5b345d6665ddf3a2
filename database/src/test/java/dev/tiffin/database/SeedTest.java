package dev.tiffin.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The city that everything is tried in. */
class SeedTest {
    private Shop shop;

    @BeforeEach
    void open() throws SQLException {
        shop = Shop.open();
    }

    @AfterEach
    void close() throws SQLException {
        shop.close();
    }

    @Test
    void hasRestaurantsDishesAndAgents() throws SQLException {
        assertThat(shop.one("""
                                select (select count(*) from restaurant),
                                    (select count(*) from restaurant where approval = 'BY_HAND'),
                                    (select count(*) from menu_item),
                                    (select count(*) from agent), (select sum(capacity) from agent)
                                """)).isEqualTo("12|2|100|40|100");
        assertThat(shop.rows("select 1 from menu_item, jsonb_array_elements(options) o"
                        + " where not o ?? 'name' or (o ->> 'price')::int <= 0"))
                .isEmpty();
    }

    @Test
    void neverSleeps() throws SQLException {
        assertThat(shop.rows("""
                                select r.id from restaurant r join opening_hours h on h.restaurant_id = r.id
                                where r.approval = 'AUTOMATIC' and h.opens = '00:00' and h.closes = '24:00'
                                group by r.id having count(*) = 7
                                """)).contains("spice-garden").hasSizeGreaterThanOrEqualTo(5);
        assertThat(shop.one("""
                                select i.available and i.price * 2 >= r.minimum_order, r.minimum_order <= 1000,
                                    r.delivery_radius_metres >= 5000
                                from menu_item i join restaurant r on r.id = i.restaurant_id
                                where i.id = 'spice-garden-1'
                                """)).isEqualTo("t|t|t");
    }

    @Test
    void leavesAloneWhatMoves() throws SQLException, IOException {
        shop.assigned("agent-01");
        shop.run("update agent set latitude = 52.1, on_duty = false where id = 'agent-01'");
        shop.run("update menu_item set price = 1, available = false where id = 'spice-garden-1'");

        try (var seed = SeedTest.class.getResourceAsStream("/db/seed/R__seed_city.sql");
                var statement = shop.session().createStatement()) {
            assertThat(seed).isNotNull();
            statement.execute(new String(seed.readAllBytes(), StandardCharsets.UTF_8));
        }

        assertThat(shop.one("select load, latitude, on_duty from agent where id = 'agent-01'"))
                .isEqualTo("1|52.1|f");
        assertThat(shop.one("select price, available from menu_item where id = 'spice-garden-1'"))
                .isEqualTo("790|f");
    }
}
