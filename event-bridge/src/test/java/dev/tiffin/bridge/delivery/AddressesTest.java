package dev.tiffin.bridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @Test
    void readsServicesAndUrls() {
        assertThat(Addresses.of("payment-fn=http://127.0.0.1:8083, other-fn=https://other/path?x=y")
                        .byService())
                .isEqualTo(Map.of(
                        "payment-fn", URI.create("http://127.0.0.1:8083"),
                        "other-fn", URI.create("https://other/path?x=y")));
        assertThat(Addresses.of("none").byService()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "payment-fn",
                "=http://a",
                "a=",
                "a=ftp://a",
                "a=http://",
                "a=/path",
                "a=http://a b",
                "a=http://a,",
                "a=http://a,a=http://b"
            })
    void refusesWhatMeansNothing(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Addresses.of(text));
    }
}
