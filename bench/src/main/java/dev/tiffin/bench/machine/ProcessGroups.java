package dev.tiffin.bench.machine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Gives every process of a run the name it is reported under. A process belongs to the nearest of itself and its
 * ancestors that has a name: by its process id (driver, launcher, PostgreSQL's first process) or by a part of its
 * command line (the services). So a wrapper, a helper or a database backend counts for the one it works for.
 */
final class ProcessGroups {

    private final Map<Long, String> namesByPid;
    private final Map<String, String> namesByCommandPart;

    ProcessGroups(Map<Long, String> namesByPid, Map<String, String> namesByCommandPart) {
        this.namesByPid = namesByPid;
        this.namesByCommandPart = namesByCommandPart;
    }

    /** Name by process id; processes that have nothing to do with the run are left out. */
    Map<Long, String> of(Map<Long, ProcessStat> processes, LongFunction<String> commandLine) {
        var names = new HashMap<Long, String>();
        for (var stat : processes.values()) {
            if (belongs(stat, processes)) {
                nearestName(stat, processes, commandLine).ifPresent(name -> names.put(stat.pid(), name));
            }
        }
        return names;
    }

    private boolean belongs(ProcessStat stat, Map<Long, ProcessStat> processes) {
        for (var ancestor = stat; ancestor != null; ancestor = processes.get(ancestor.parent())) {
            if (namesByPid.containsKey(ancestor.pid())) {
                return true;
            }
        }
        return false;
    }

    private Optional<String> nearestName(
            ProcessStat stat, Map<Long, ProcessStat> processes, LongFunction<String> commandLine) {
        for (var ancestor = stat; ancestor != null; ancestor = processes.get(ancestor.parent())) {
            var name = name(ancestor.pid(), commandLine);
            if (name.isPresent()) {
                return name;
            }
        }
        return Optional.empty();
    }

    private Optional<String> name(long pid, LongFunction<String> commandLine) {
        if (namesByPid.containsKey(pid)) {
            return Optional.of(namesByPid.get(pid));
        }
        var command = commandLine.apply(pid);
        return namesByCommandPart.entrySet().stream()
                .filter(part -> command.contains(part.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
