package dev.tiffin.payment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;

/** The secret key, from the configuration or a file. It is in no message and no log. */
final class StripeKey {

    /** For the simulator, which takes every test key. */
    private static final String FOR_THE_SIMULATOR = "sk_test_simulator";

    private StripeKey() {}

    /**
     * Reads it.
     *
     * @throws IllegalStateException when there is none, and Stripe is not played by a process of this machine
     */
    static String of(PaymentConfig.Stripe config) {
        if (config.secretKey().isPresent()) {
            return config.secretKey().get().strip();
        }
        if (config.secretKeyFile().isPresent()) {
            var file = config.secretKeyFile().get();
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new UncheckedIOException("tiffin.payment.stripe.secret-key-file cannot be read: " + file, e);
            }
        }
        if (isThisMachine(config.url().getHost())) {
            return FOR_THE_SIMULATOR;
        }
        throw new IllegalStateException("tiffin.payment.stripe.secret-key or .secret-key-file must be set for "
                + config.url() + ", or tiffin.payment.provider=instant");
    }

    private static boolean isThisMachine(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // not resolved yet, so not this machine
        }
    }
}
