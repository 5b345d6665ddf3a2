package dev.tiffin.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Says how each trial ends, at once and again as one table. */
final class Report {

    private final List<String> lines = new ArrayList<>();
    private final Pattern wanted;
    private boolean failed;

    /** @param wanted trials whose names it is found in are run, the others are left out */
    Report(Pattern wanted) {
        this.wanted = wanted;
    }

    /** Something that is tried; what it returns is put into the table. */
    interface Trial {
        String run() throws InterruptedException;
    }

    /** Runs a trial if it is wanted; a failure is written down and the next one goes on. */
    void attempt(String what, Trial trial) throws InterruptedException {
        if (wanted.matcher(what).find()) {
            var unused = must(what, trial);
        }
    }

    /**
     * Runs a trial; returns whether it went well, for those without which no other makes sense. The border where every
     * fault becomes a line of the report: the trials after it are still worth their time.
     */
    @SuppressWarnings("checkstyle:IllegalCatch")
    boolean must(String what, Trial trial) throws InterruptedException {
        System.out.println("      " + what + " ...");
        var begun = Instant.now();
        try {
            add("ok  ", what, begun, trial.run());
            return true;
        } catch (RuntimeException e) {
            failed = true;
            add("FAIL", what, begun, e instanceof Failure ? String.valueOf(e.getMessage()) : e.toString());
            System.out.println(
                    Kubectl.run("get", "pods,services.serving.knative.dev").out());
            return false;
        }
    }

    private void add(String how, String what, Instant begun, String figures) {
        var line = "%s  %-58s %5d s  %s"
                .formatted(how, what, Duration.between(begun, Instant.now()).toSeconds(), figures);
        lines.add(line);
        System.out.println(line);
    }

    /** Prints the table; returns the exit code. */
    int close() {
        System.out.println();
        lines.forEach(System.out::println);
        return failed ? 1 : 0;
    }
}
