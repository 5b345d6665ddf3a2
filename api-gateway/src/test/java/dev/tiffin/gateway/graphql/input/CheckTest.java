package dev.tiffin.gateway.graphql.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.gateway.order.OrderRefused;
import org.junit.jupiter.api.Test;

/** Numbers that are too small, too large, or none. */
class CheckTest {

    @Test
    void anAmountIsJudgedToTheCent() {
        assertThat(Check.amount("price", 100_000_000L, 1L, 100_000_000L)).isEqualTo(100_000_000L);
        assertThatThrownBy(() -> Check.amount("price", 100_000_001L, 1L, 100_000_000L))
                .isInstanceOf(OrderRefused.class)
                .hasMessage("price must be between 1 and 100000000, but is 100000001.");
        // As fractions these two would be the same number.
        assertThatThrownBy(() -> Check.amount("price", 9_007_199_254_740_993L, 0L, 9_007_199_254_740_992L))
                .hasMessage("price must be between 0 and 9007199254740992, but is 9007199254740993.");
    }

    @Test
    void countsHaveBothEnds() {
        assertThat(Check.between("day", 1, 1, 7)).isOne();
        assertThat(Check.between("day", 7, 1, 7)).isEqualTo(7);
        assertThatThrownBy(() -> Check.between("day", 0, 1, 7)).hasMessage("day must be between 1 and 7, but is 0.");
        assertThatThrownBy(() -> Check.between("day", 8, 1, 7)).hasMessage("day must be between 1 and 7, but is 8.");
    }

    @Test
    void whatIsNoNumberIsWithinNoLimits() {
        assertThat(Check.between("latitude", -90.0, -90, 90)).isEqualTo(-90.0);
        assertThatThrownBy(() -> Check.between("latitude", Double.NaN, -90, 90))
                .hasMessage("latitude must be between -90 and 90, but is NaN.");
        assertThatThrownBy(() -> Check.between("latitude", 90.5, -90, 90))
                .hasMessage("latitude must be between -90 and 90, but is 90.5.");
    }
}
