package dev.tiffin.payment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When to be careful with money. */
@ConfigMapping(prefix = "tiffin.payment")
interface PaymentConfig {

    /** Before a charge for an event older than this, the gateway is asked whether it is still wanted. */
    @WithDefault("PT1M")
    Duration askWhenOlderThan();
}
