package dev.tiffin.bench.machine;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads how much CPU time the processes of a run have used, and the machine as a whole. The time of a group is what its
 * processes used themselves and what the ones they have waited for used; it never falls while a group lives, so the
 * difference of two readings is what was used in between, by processes that came and went as well.
 */
public final class CpuMeter {

    /** The name of the process that measures. What it has waited for (an earlier system) is not counted. */
    public static final String DRIVER = "driver";

    /** USER_HZ, the unit of /proc: 100 a second on every Linux that Java runs on. */
    private static final long MILLIS_PER_TICK = 10;

    private final Proc proc;
    private final ProcessGroups groups;

    /**
     * A meter of this machine.
     *
     * @param namesByPid first processes of the run and the names to report them and their descendants under
     * @param namesByCommandPart names of descendants that are reported on their own, by a part of their command line
     */
    public CpuMeter(Map<Long, String> namesByPid, Map<String, String> namesByCommandPart) {
        this(new Proc(Path.of("/proc")), withDriver(namesByPid), namesByCommandPart);
    }

    CpuMeter(Proc proc, Map<Long, String> namesByPid, Map<String, String> namesByCommandPart) {
        this.proc = proc;
        this.groups = new ProcessGroups(namesByPid, namesByCommandPart);
    }

    private static Map<Long, String> withDriver(Map<Long, String> namesByPid) {
        var names = new HashMap<>(namesByPid);
        names.put(ProcessHandle.current().pid(), DRIVER);
        return names;
    }

    /** CPU time up to now. */
    public Reading read() {
        var processes = proc.processes();
        var ticks = new TreeMap<String, Long>();
        var names = groups.of(processes, proc::commandLine);
        for (var stat : processes.values()) {
            var name = names.get(stat.pid());
            if (name != null) {
                ticks.merge(name, stat.own() + (name.equals(DRIVER) ? 0 : stat.reaped()), Long::sum);
            }
        }
        return new Reading(ticks, proc.machine());
    }

    /** Memory of each group in RAM now, in megabytes. Pages that processes share count for each of them. */
    public SortedMap<String, Double> residentMegabytes() {
        var megabytes = new TreeMap<String, Double>();
        groups.of(proc.processes(), proc::commandLine)
                .forEach((pid, name) -> megabytes.merge(name, proc.residentKilobytes(pid) / 1024.0, Double::sum));
        return megabytes;
    }

    /** The state at one moment. */
    public static final class Reading {

        private final SortedMap<String, Long> ticks;
        private final MachineStat machine;

        private Reading(SortedMap<String, Long> ticks, MachineStat machine) {
            this.ticks = ticks;
            this.machine = machine;
        }

        /** What happened between an earlier reading and this one. */
        public CpuUse since(Reading earlier) {
            var millis = new TreeMap<String, Double>();
            var ours = 0L;
            for (var group : ticks.entrySet()) {
                var used = group.getValue() - earlier.ticks.getOrDefault(group.getKey(), 0L);
                ours += used;
                millis.put(group.getKey(), (double) used * MILLIS_PER_TICK);
            }
            var whole = machine.since(earlier.machine);
            var capacity = Math.max(1, whole.busy() + whole.idle());
            return new CpuUse(millis, Math.max(0, whole.busy() - ours) / (double) capacity);
        }
    }
}
