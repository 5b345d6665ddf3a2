package dev.tiffin.bench.machine;

/**
 * The first line of {@code /proc/stat}: what all cores together have done since the machine started, in ticks.
 *
 * @param busy everything that is not idle; what a hypervisor took away counts as busy, as nobody here could use it
 * @param idle idle, or waiting for a disk
 */
record MachineStat(long busy, long idle) {

    static MachineStat parse(String text) {
        var fields = text.lines().findFirst().orElseThrow().split(" +");
        // cpu user nice system idle iowait irq softirq steal guest guest_nice; guest is contained in user already.
        var busy = 0L;
        for (int field : new int[] {1, 2, 3, 6, 7, 8}) {
            busy += Long.parseLong(fields[field]);
        }
        return new MachineStat(busy, Long.parseLong(fields[4]) + Long.parseLong(fields[5]));
    }

    MachineStat since(MachineStat earlier) {
        return new MachineStat(busy - earlier.busy, idle - earlier.idle);
    }
}
