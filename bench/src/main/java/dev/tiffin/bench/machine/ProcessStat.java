package dev.tiffin.bench.machine;

/**
 * What {@code /proc/<pid>/stat} says of a process.
 *
 * @param own CPU time that the process itself has used, user and system, in ticks
 * @param reaped the same of its children that have ended and were waited for, and of theirs: without it a database
 *     backend that ends takes its CPU time with it
 */
record ProcessStat(long pid, long parent, long own, long reaped) {

    private static final int PARENT = 1;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int REAPED_USER_TIME = 13;
    private static final int REAPED_SYSTEM_TIME = 14;

    static ProcessStat parse(String line) {
        // The second field is the program's name in brackets; it may hold spaces and brackets itself.
        var pid = Long.parseLong(line.substring(0, line.indexOf(' ')));
        var fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return new ProcessStat(
                pid,
                Long.parseLong(fields[PARENT]),
                Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]),
                Long.parseLong(fields[REAPED_USER_TIME]) + Long.parseLong(fields[REAPED_SYSTEM_TIME]));
    }
}
