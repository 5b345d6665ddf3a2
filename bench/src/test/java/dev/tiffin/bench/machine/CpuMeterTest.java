package dev.tiffin.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine in a folder: driver 10 has started launcher 20, which has started a service and PostgreSQL. */
class CpuMeterTest {

    @TempDir
    Path proc;

    private CpuMeter meter;

    @BeforeEach
    void aRunOnAMachine() throws IOException {
        meter = new CpuMeter(
                new Proc(proc),
                Map.of(10L, CpuMeter.DRIVER, 20L, "launcher"),
                Map.of("/payment-fn/", "payment-fn", "bin/postgres", "postgresql"));
        process(1, 0, 5000, 9000, "init");
        process(10, 1, 100, 7000, "java -jar bench.jar");
        process(20, 10, 200, 10, "java -jar local.jar");
        process(30, 20, 300, 0, "java -jar /tiffin/payment-fn/target/quarkus-run.jar");
        process(31, 30, 1, 0, "sh");
        process(40, 20, 50, 400, "/pg/bin/postgres -D data");
        process(41, 40, 60, 0, "postgres: tiffin idle");
        process(99, 1, 1000, 0, "java -jar /elsewhere/payment-fn/target/quarkus-run.jar");
        machine(20_000, 50_000);
    }

    @Test
    void givesEachProcessToTheNearestNamedOne() throws IOException {
        var before = meter.read();
        process(10, 1, 110, 7000, "java -jar bench.jar");
        process(31, 30, 4, 0, "sh");
        process(41, 40, 80, 0, "postgres: tiffin idle");
        machine(20_100, 50_100);

        var use = meter.read().since(before);

        assertThat(use.millisByGroup())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(CpuMeter.DRIVER, 100.0, "launcher", 0.0, "payment-fn", 30.0, "postgresql", 200.0));
        assertThat(use.millis()).isEqualTo(330);
        assertThat(use.millis(Set.of("payment-fn", "postgresql", "nobody"))).isEqualTo(230);
    }

    @Test
    void whatNobodyOfTheRunUsedIsTheShareOfOthers() throws IOException {
        var before = meter.read();
        process(30, 20, 340, 0, "java -jar /tiffin/payment-fn/target/quarkus-run.jar");
        process(99, 1, 1060, 0, "java -jar /elsewhere/payment-fn/target/quarkus-run.jar");
        machine(20_100, 50_100);

        assertThat(meter.read().since(before).othersShare()).isCloseTo((100.0 - 40) / 200, within(1e-9));
    }

    @Test
    void aBackendThatEndsLeavesItsTimeWithItsParent() throws IOException {
        var before = meter.read();
        end(41);
        process(40, 20, 50, 400 + 75, "/pg/bin/postgres -D data");

        assertThat(meter.read().since(before).millis(List.of("postgresql"))).isEqualTo(150);
    }

    @Test
    void whatTheDriverHasWaitedForIsNotItsOwn() throws IOException {
        var before = meter.read();
        process(10, 1, 100, 9000, "java -jar bench.jar");

        assertThat(meter.read().since(before).millis(List.of(CpuMeter.DRIVER))).isZero();
    }

    @Test
    void memoryIsThatOfTheWholeGroup() throws IOException {
        resident(30, 102_400);
        resident(31, 1_024);

        assertThat(meter.residentMegabytes()).containsEntry("payment-fn", 101.0);
    }

    private void process(long pid, long parent, long own, long reaped, String command) throws IOException {
        var folder = Files.createDirectories(proc.resolve(String.valueOf(pid)));
        Files.writeString(folder.resolve("cmdline"), command.replace(' ', '\0'));
        Files.writeString(
                folder.resolve("stat"),
                pid + " (a (b) c) S " + parent + " 1 1 0 -1 0 0 0 0 0 " + own + " 0 " + reaped + " 0 20 0 1 0 1 1 1");
    }

    private void resident(long pid, long kilobytes) throws IOException {
        Files.writeString(
                proc.resolve(pid + "/status"), "Name:\tjava\nVmHWM:\t  999 kB\nVmRSS:\t  " + kilobytes + " kB\n");
    }

    private void end(long pid) throws IOException {
        for (var file : List.of("cmdline", "stat", "")) {
            Files.delete(proc.resolve(pid + "/" + file));
        }
    }

    private void machine(long busy, long idle) throws IOException {
        Files.writeString(proc.resolve("stat"), "cpu  " + busy + " 0 0 " + idle + " 0 0 0 0 0 0\n");
    }
}
