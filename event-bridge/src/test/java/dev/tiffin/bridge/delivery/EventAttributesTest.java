package dev.tiffin.bridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventAttributesTest {

    @Test
    void mergesTheExtensionsOfASinkBinding() {
        var overrides = "{\"extensions\": {\"cluster\": \"west\", \"stage\": \"test\"}}";
        assertThat(EventAttributes.overridden("/tiffin/orders", overrides).extensions())
                .isEqualTo(Map.of("cluster", "west", "stage", "test"));
        assertThat(EventAttributes.overridden("/tiffin/orders", "{}").extensions())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{\"extensions\": {\"Cluster\": \"west\"}}",
                "{\"extensions\": {\"a-b\": \"west\"}}",
                "{\"extensions\": {\"a\": \"b\\r\\nx: y\"}}",
                "{\"extensions\": {\"a\": \"\"}}"
            })
    void refusesWhatIsNoAttribute(String overrides) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventAttributes.overridden("/tiffin/orders", overrides))
                .withMessageContaining("K_CE_OVERRIDES");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/bestellungen/ü", "/a\nb"})
    void refusesASourceThatIsNotAscii(String source) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventAttributes(source, Map.of()))
                .withMessageContaining("tiffin.source");
    }
}
