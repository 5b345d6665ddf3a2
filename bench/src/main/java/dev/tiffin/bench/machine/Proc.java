package dev.tiffin.bench.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the kernel's {@code /proc}. A process that ends while it is read counts as gone. */
final class Proc {

    private final Path root;

    Proc(Path root) {
        this.root = root;
    }

    Map<Long, ProcessStat> processes() {
        var processes = new HashMap<Long, ProcessStat>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, "[1-9]*")) {
            for (var folder : folders) {
                read(folder.resolve("stat")).map(ProcessStat::parse).ifPresent(stat -> processes.put(stat.pid(), stat));
            }
        } catch (IOException e) {
            throw new IllegalStateException("The bench needs Linux: " + root + " cannot be listed", e);
        }
        return processes;
    }

    MachineStat machine() {
        return read(root.resolve("stat"))
                .map(MachineStat::parse)
                .orElseThrow(() -> new IllegalStateException("The bench needs Linux: no " + root + "/stat"));
    }

    /** The command line with spaces between the arguments; empty for a process that is gone. */
    String commandLine(long pid) {
        return read(root.resolve(pid + "/cmdline")).orElse("").replace('\0', ' ');
    }

    /** Memory of the process that is in RAM, shared pages included; zero for a process that is gone. */
    long residentKilobytes(long pid) {
        return read(root.resolve(pid + "/status"))
                .orElse("")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .sum();
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException processHasEnded) {
            return Optional.empty();
        }
    }
}
