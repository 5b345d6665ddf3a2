package dev.tiffin.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessStatTest {

    @Test
    void readsALineOfTheKernel() {
        var line = "4242 (java) S 4200 4242 4200 34816 4242 4194304 42541 1017 12 0 1234 567 89 10 20 0 37 0 "
                + "123456 4567891234 25871 18446744073709551615 1 1 0 0 0 0 0 0 16800975 0 0 0 17 1 0 0 0 0 0";

        assertThat(ProcessStat.parse(line)).isEqualTo(new ProcessStat(4242, 4200, 1234 + 567, 89 + 10));
    }

    @Test
    void aProgramMayHaveSpacesAndBracketsInItsName() {
        var line = "7 (tmux: (client) 1) R 3 7 3 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 99 1 1";

        assertThat(ProcessStat.parse(line)).isEqualTo(new ProcessStat(7, 3, 5 + 6, 7 + 8));
    }

    @Test
    void readsWhatTheMachineDid() {
        var text = """
                cpu  100 20 30 4000 50 6 7 8 90 10
                cpu0 50 10 15 2000 25 3 3 4 45 5
                cpu1 50 10 15 2000 25 3 4 4 45 5
                intr 12345
                """;

        var stat = MachineStat.parse(text);

        assertThat(stat.busy()).as("guest time is part of user time").isEqualTo(100 + 20 + 30 + 6 + 7 + 8);
        assertThat(stat.idle()).isEqualTo(4000 + 50);
    }
}
