package dev.tiffin.function;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tiffin.contract.StepResults.ApprovalResult;
import dev.tiffin.contract.StepResults.AssignmentResult;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RefundResult;
import dev.tiffin.contract.StepResults.ValidationResult;
import dev.tiffin.contract.TokenFile;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes what a function may have injected: {@link Step} of its kind of result, {@link Gateway}, a clock. */
@Singleton
final class Wiring {

    @Produces
    @Singleton
    InstantSource clock() {
        return Clock.systemUTC();
    }

    /** At start, so that a missing token file is found before the first event. */
    @Produces
    @Singleton
    @Startup
    GatewayClient client(
            Vertx vertx,
            GatewayConfig config,
            @ConfigProperty(name = "tiffin.token-file") Path tokenFile,
            ObjectMapper mapper,
            InstantSource clock) {
        return new GatewayClient(vertx, config, new TokenFile(tokenFile, clock), mapper, clock);
    }

    void close(@Disposes GatewayClient client) {
        client.close();
    }

    @Produces
    @Singleton
    Gateway gateway(GatewayClient client) {
        return new Gateway(client);
    }

    @Produces
    @Singleton
    Step<ValidationResult> validations(GatewayClient client) {
        return new Step<>(new WriteBack<>(client, RecordMutation.VALIDATIONS));
    }

    @Produces
    @Singleton
    Step<PaymentResult> payments(GatewayClient client) {
        return new Step<>(new WriteBack<>(client, RecordMutation.PAYMENTS));
    }

    @Produces
    @Singleton
    Step<RefundResult> refunds(GatewayClient client) {
        return new Step<>(new WriteBack<>(client, RecordMutation.REFUNDS));
    }

    @Produces
    @Singleton
    Step<ApprovalResult> approvals(GatewayClient client) {
        return new Step<>(new WriteBack<>(client, RecordMutation.APPROVALS));
    }

    @Produces
    @Singleton
    Step<AssignmentResult> assignments(GatewayClient client) {
        return new Step<>(new WriteBack<>(client, RecordMutation.ASSIGNMENTS));
    }
}
