package dev.tiffin.cluster;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** {@code make e2e}. */
public final class EndToEnd {

    private EndToEnd() {}

    /**
     * Tries everything, prints one table and removes what it installed.
     *
     * @param arguments the folder that {@code build/e2e.sh} has prepared, and which trials are wanted: a regular
     *     expression
     */
    public static void main(String[] arguments) throws InterruptedException {
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // a library would complain that nobody reads its log
        var report = new Report(Pattern.compile(arguments[1]));
        System.exit(run(new Installation(Path.of(arguments[0]).toAbsolutePath()), report));
    }

    private static int run(Installation installation, Report report) throws InterruptedException {
        installation.mustHaveRoom();
        var tokens = new Tokens(installation.folder().resolve("issuer"));
        try (var forward = new Forward()) {
            var api = new Api(forward.gateway());
            var parties = new Parties(forward, api, tokens, new Customers(api, tokens));
            withBroker(installation, report, parties);
            installation.remove();
            withoutEventing(installation, report, parties);
        } finally {
            installation.remove();
        }
        return report.close();
    }

    private static void withBroker(Installation installation, Report report, Parties parties)
            throws InterruptedException {
        var install = new FirstOrder(installation, parties);
        if (!report.must("kind: applied, ready, and the first order has its agent", () -> install.with("kind"))) {
            return;
        }
        var calm = new InPeace(parties);
        var hurt = new Blows(parties);
        var borders = new Borders(parties);
        var couriers = new Couriers(parties.api(), parties.tokens());
        try {
            report.attempt("an order travels from the customer to the door", calm::journey);
            report.attempt("applied again, nothing is in the way", () -> install.again("kind"));
            report.attempt("functions go to zero, and start with the next event", calm::fromZero);
            report.attempt("warm, one order after another", calm::warm);
            report.attempt("300 orders at once, scaled out", calm::atOnce);
            report.attempt("functions and bridge are who their accounts are", borders::identity);
            report.attempt("network policies hold", borders::network);
            report.attempt("a step that fails: retries, dead letters, home again", hurt::failingStep);
            report.attempt("a function rolled to a new revision in mid-flow", hurt::newRevision);
            report.attempt("pods killed while orders flow", hurt::killedPods);
            report.attempt("the in-memory channel killed with events in it", hurt::killedChannel);
            report.attempt("gateway and bridge rolled, to 3 and back; subscribers", hurt::rolled);
            report.attempt("PostgreSQL deleted while orders flow", hurt::killedDatabase);
            report.attempt("memory", calm::memory);
        } finally {
            couriers.close();
        }
    }

    private static void withoutEventing(Installation installation, Report report, Parties parties)
            throws InterruptedException {
        var install = new FirstOrder(installation, parties);
        if (!report.must(
                "serving-only: applied, ready, the first order has its agent", () -> install.with("serving-only"))) {
            return;
        }
        var calm = new InPeace(parties);
        var borders = new Borders(parties);
        var couriers = new Couriers(parties.api(), parties.tokens());
        try {
            report.attempt("serving-only: an order travels to the door", calm::journey);
            report.attempt("serving-only: warm, one order after another", calm::warm);
            report.attempt("serving-only: 300 orders at once", calm::atOnce);
            report.attempt("serving-only: functions refuse whoever shows no token", borders::strangersAtFunctions);
        } finally {
            couriers.close();
        }
    }
}
