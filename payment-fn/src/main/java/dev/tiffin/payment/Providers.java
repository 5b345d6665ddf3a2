package dev.tiffin.payment;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the policy over the provider that the configuration names. */
@ApplicationScoped
class Providers {

    /** At start, so that a setting that cannot be is found before the first event. */
    @Produces
    @Singleton
    @Startup
    PaymentPolicy policy(PaymentConfig config) {
        var patience = PaymentPolicy.Patience.of(config);
        return new PaymentPolicy(provider(config), patience);
    }

    private static PaymentProvider provider(PaymentConfig config) {
        return switch (config.provider()) {
            case STRIPE -> StripePaymentProvider.of(config.stripe());
            case INSTANT -> new InstantPaymentProvider();
        };
    }
}
