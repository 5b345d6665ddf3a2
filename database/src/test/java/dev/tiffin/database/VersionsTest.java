package dev.tiffin.database;

import static dev.tiffin.database.Shop.APPROVED;
import static dev.tiffin.database.Shop.PAID;
import static dev.tiffin.database.Shop.PAYMENT_REQUESTED;
import static dev.tiffin.database.Shop.REFUND_REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the BEFORE triggers of orders make of a change, whoever makes it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VersionsTest {
    private Shop shop;

    @BeforeAll
    void open() throws SQLException {
        shop = Shop.open();
    }

    @AfterAll
    void close() throws SQLException {
        shop.close();
    }

    @Test
    void plainSqlIsNumberedStampedAndNamed() throws SQLException {
        UUID id = shop.placed(
                PAYMENT_REQUESTED + ", traceparent = 'forged', changed_by = 'operator:forged', version = 99");

        assertThat(shop.one(
                        "select status, version, status_version, changed_by, traceparent from orders where id = ?", id))
                .isEqualTo("PAYMENT_REQUESTED|2|2|sql:postgres|");
        assertThat(shop.one("select changed_at > created_at from orders where id = ?", id))
                .isEqualTo("t");
    }

    @Test
    void theGatewaySaysForWhomItWrites() throws SQLException {
        UUID id = shop.placed("changed_by = 'by:customer:u-1', traceparent = '00-a-b-01'");

        assertThat(shop.one("select changed_by, traceparent from orders where id = ?", id))
                .isEqualTo("customer:u-1|00-a-b-01");
    }

    @Test
    void theActorOfTheChangeBeforeIsNotTakenOver() throws SQLException {
        UUID id = shop.placed("changed_by = 'by:customer:u-1'", "promised_at = null");

        assertThat(shop.one("select changed_by from orders where id = ?", id)).isEqualTo("sql:postgres");
    }

    @Test
    void aChangeWithinAStatusMovesTheVersionOnly() throws SQLException {
        UUID id = shop.placed(PAYMENT_REQUESTED, "cancel_requested_at = now()");

        assertThat(shop.one("select version, status_version from orders where id = ?", id))
                .isEqualTo("3|2");
    }

    @Test
    void aFurtherChargeEntersRefundRequestedAnew() throws SQLException {
        UUID id = shop.placed(PAYMENT_REQUESTED, REFUND_REQUESTED);
        shop.move(id, "reason_code = reason_code");
        assertThat(shop.one("select version, status_version from orders where id = ?", id))
                .isEqualTo("4|3");

        shop.move(id, "paid_at = now(), payment_reference = 'late'");

        assertThat(shop.one("select version, status_version from orders where id = ?", id))
                .isEqualTo("5|5");
    }

    @Test
    void timeNeverRunsBackwards() throws SQLException {
        UUID id = shop.place();
        shop.run("alter table orders disable trigger number_the_version");
        shop.move(id, "changed_at = now() + interval '1 hour'");
        shop.run("alter table orders enable trigger number_the_version");

        shop.move(id, "promised_at = null");

        assertThat(shop.one("select changed_at > now() + interval '59 minutes' from orders where id = ?", id))
                .isEqualTo("t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = gen_random_uuid()",
                "created_at = now()",
                "customer_id = 'u-2'",
                "restaurant_id = 'old-tavern'",
                "restaurant = '{}'",
                "address = 'elsewhere'",
                "latitude = 0",
                "longitude = 0",
                "lines = '[1]'",
                "total = 1",
                "currency = 'USD'",
                "request_digest = 'x'"
            })
    void whatWasFixedAtPlacementStays(String change) throws SQLException {
        UUID id = shop.place();

        assertThatThrownBy(() -> shop.move(id, change)).hasMessageContaining("cannot change");
        shop.move(id, "total = total, customer_id = customer_id");
    }

    @Test
    void everyColumnEitherMovesOrIsGuarded() throws SQLException {
        assertThat(shop.rows("""
                                select column_name from information_schema.columns
                                where table_name = 'orders' and is_generated = 'NEVER'
                                except select column_name from information_schema.columns where table_name = 'order_log'
                                except select event_object_column from information_schema.triggered_update_columns
                                where trigger_name = 'fixed_at_placement'
                                """)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete from orders", "delete from orders where false", "truncate orders"})
    void ordersAreNeverDeleted(String statement) {
        assertThatThrownBy(() -> shop.run(statement)).hasMessageContaining("refused: orders are kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'[]', '{}'", "'{}', '{}'", "'[1]', '[]'"})
    void anOrderWithoutLinesOrRestaurantIsNone(String linesAndRestaurant) {
        assertThatThrownBy(() -> shop.run("""
                                insert into orders (id, customer_id, restaurant_id, address, latitude, longitude, total,
                                    currency, lines, restaurant)
                                values (gen_random_uuid(), 'u-1', 'spice-garden', 'Oranienplatz 1', 52.5, 13.4, 790,
                                    'EUR', %s)
                                """.formatted(linesAndRestaurant)))
                .hasMessageContaining("needs a restaurant and lines");
    }

    @Test
    void flagsFollowTheirTimes() throws SQLException {
        UUID id = shop.placed(PAYMENT_REQUESTED, PAID, APPROVED);

        assertThat(shop.one(
                        "select is_validated, is_paid, is_approved, is_agent_assigned from orders where id = ?", id))
                .isEqualTo("t|t|t|f");
    }
}
