package dev.tiffin.payment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Who moves the money, and when to be careful with it. */
@ConfigMapping(prefix = "tiffin.payment")
interface PaymentConfig {

    /** Who moves the money. */
    enum Provider {
        /** Stripe, or the simulator that speaks its language. */
        STRIPE,
        /** Nobody: every good test token is charged at once, and nothing is kept. */
        INSTANT
    }

    /** Who moves the money: {@code stripe} or {@code instant}. */
    @WithDefault("stripe")
    Provider provider();

    /** Before money is moved for an event older than this, the gateway is asked whether that is still wanted. */
    @WithDefault("PT1M")
    Duration askWhenOlderThan();

    /**
     * Before a charge for an event older than this, the provider is asked whether it was made already. At most 20
     * hours: the provider knows repeated requests by their keys, and promises to remember these for 24.
     */
    @WithDefault("PT10S")
    Duration lookUpWhenOlderThan();

    /** A charge whose outcome nobody knows this long after it was asked for is a problem for a person. */
    @WithDefault("PT10M")
    Duration undecidedAfter();

    /**
     * That an order without a recorded charge has none is believed this long after its refund was asked for: the
     * provider's index of metadata is behind by up to a minute.
     */
    @WithDefault("PT1M")
    Duration noneFoundAfter();

    /** Where Stripe is, or who stands in for it. */
    Stripe stripe();

    /** How Stripe is reached. */
    interface Stripe {

        /** Base address: the simulator of this machine, {@code https://api.stripe.com} for the real one. */
        @WithDefault("http://127.0.0.1:8086")
        URI url();

        /** The secret key; never logged. One of this and the file is needed, except on this machine. */
        Optional<String> secretKey();

        /** A file with nothing but the secret key in it. */
        Optional<Path> secretKeyFile();

        /** Longest wait for a connection. */
        @WithDefault("PT2S")
        Duration connectTimeout();

        /** Longest silence while an answer is awaited; below the time after which a deliverer gives an event up. */
        @WithDefault("PT8S")
        Duration readTimeout();
    }
}
