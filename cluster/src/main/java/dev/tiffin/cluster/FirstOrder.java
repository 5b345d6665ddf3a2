package dev.tiffin.cluster;

import java.time.Duration;
import java.time.Instant;

/** From nothing to the first order that has its agent. */
record FirstOrder(Installation installation, Parties parties) {

    String with(String overlay) throws InterruptedException {
        var since = installation.install(overlay);
        installation.awaitReady();
        var ready = Duration.between(since, Instant.now());
        parties.forward().cut();
        var id = parties.customers().place();
        var unused = parties.customers().await(id, "ASSIGNED", Duration.ofMinutes(5));
        return "ready after " + ready.toSeconds() + " s, assigned after "
                + Duration.between(since, Instant.now()).toSeconds() + " s";
    }

    String again(String overlay) throws InterruptedException {
        var said = installation.apply(overlay);
        var changed = said.lines().filter(line -> !line.endsWith(" unchanged")).toList();
        installation.awaitReady();
        return changed.isEmpty() ? "all unchanged" : "changed: " + changed;
    }
}
