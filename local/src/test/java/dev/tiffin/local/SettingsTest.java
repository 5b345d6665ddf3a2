package dev.tiffin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void theUsualPortKeepsItsThingsInTheUsualFolder() {
        var settings = Settings.of(Map.of());
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.home()).isEqualTo(settings.root().resolve(".tiffin"));
        assertThat(settings.pace()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.databaseUrl()).isNull();
        assertThat(settings.payment()).isEqualTo(Settings.Payment.SIMULATOR);
        assertThat(settings.mood()).isEqualTo(Mood.CALM);
        assertThat(settings.ordersAMinute()).isZero();
        assertThat(settings.javaOptions()).isEmpty();
    }

    @Test
    void anotherPortHasAFolderOfItsOwn() {
        var settings = Settings.of(Map.of("TIFFIN_PORT", "9090"));
        assertThat(settings.home()).isEqualTo(settings.root().resolve(".tiffin/9090"));
        assertThat(settings.shared()).isEqualTo(Settings.of(Map.of()).shared());
    }

    @Test
    void everythingCanBeSaid() {
        var settings = Settings.of(Map.of(
                "TIFFIN_HOME",
                "/tmp/lunch",
                "TIFFIN_HOST",
                "0.0.0.0",
                "TIFFIN_CITY",
                "off",
                "DATABASE_URL",
                " x ",
                "TIFFIN_PAYMENT",
                "instant",
                "TIFFIN_MOOD",
                "stormy",
                "TIFFIN_CUSTOMERS",
                "30",
                "TIFFIN_JAVA_OPTIONS",
                " -Xlog:gc  -Xmx1g"));
        assertThat(settings.home()).isEqualTo(Path.of("/tmp/lunch"));
        assertThat(settings.host()).isEqualTo("0.0.0.0");
        assertThat(settings.cityIsOn()).isFalse();
        assertThat(settings.databaseUrl()).isEqualTo("x");
        assertThat(settings.payment()).isEqualTo(Settings.Payment.INSTANT);
        assertThat(settings.mood()).isEqualTo(Mood.STORMY);
        assertThat(settings.ordersAMinute()).isEqualTo(30);
        assertThat(settings.javaOptions()).containsExactly("-Xlog:gc", "-Xmx1g");
    }

    @Test
    void nonsenseIsRefusedByName() {
        assertThatThrownBy(() -> Settings.of(Map.of("TIFFIN_PORT", "65530")))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("TIFFIN_PORT");
        assertThatThrownBy(() -> Settings.of(Map.of("TIFFIN_CITY", "-1")))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("TIFFIN_CITY");
        assertThatThrownBy(() -> Settings.of(Map.of("TIFFIN_PAYMENT", "shells")))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("TIFFIN_PAYMENT");
        assertThatThrownBy(() -> Settings.of(Map.of("TIFFIN_MOOD", "blue")))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("TIFFIN_MOOD");
        assertThatThrownBy(() -> Settings.of(Map.of("TIFFIN_CUSTOMERS", "some")))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("TIFFIN_CUSTOMERS");
    }
}
