package dev.tiffin.simulator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Where the ledger is, and how the simulated provider behaves. */
@ConfigMapping(prefix = "tiffin.simulator")
interface SimulatorConfig {

    /** The file that every payment and refund is written to before it is answered; made when missing. */
    @WithDefault("payment-simulator.ledger")
    Path ledger();

    /** How long an idempotency key is remembered; Stripe promises 24 hours at least. */
    @WithDefault("PT24H")
    Duration keyLifetime();

    /** How long the answer to a charge of the slow card takes. */
    @WithDefault("PT20S")
    Duration slow();

    /** How old a payment must be for a search to find it: Stripe's index is behind by up to a minute. */
    @WithDefault("PT0S")
    Duration searchLag();
}
