package dev.tiffin.gateway.order;

import dev.tiffin.contract.OrderStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An order's next version in the making: begins as the present one, says only what is different. */
final class Edit {

    private final Progress from;
    private final String by;

    private OrderStatus status;
    private @Nullable String paymentMethod;
    private int paymentAttempt;
    private @Nullable String paymentReference;
    private @Nullable Instant validatedAt;
    private @Nullable Instant paidAt;
    private @Nullable Instant approvedAt;
    private @Nullable Instant agentAssignedAt;
    private @Nullable Instant cancelRequestedAt;
    private @Nullable Instant promisedAt;
    private @Nullable Instant refundedAt;
    private @Nullable String agentId;
    private @Nullable String reasonCode;
    private @Nullable String reason;

    /** The actor is on record as the one who made the version. */
    Edit(Progress from, Actor actor) {
        this.from = from;
        this.by = actor.toString();
        this.status = from.status();
        this.paymentMethod = from.paymentMethod();
        this.paymentAttempt = from.paymentAttempt();
        this.paymentReference = from.paymentReference();
        this.validatedAt = from.validatedAt();
        this.paidAt = from.paidAt();
        this.approvedAt = from.approvedAt();
        this.agentAssignedAt = from.agentAssignedAt();
        this.cancelRequestedAt = from.cancelRequestedAt();
        this.promisedAt = from.promisedAt();
        this.refundedAt = from.refundedAt();
        this.agentId = from.agentId();
        this.reasonCode = from.reasonCode();
        this.reason = from.reason();
    }

    Edit to(OrderStatus next) {
        status = next;
        return this;
    }

    Edit validated(Instant at) {
        validatedAt = at;
        return this;
    }

    /** A charge is to be asked for. */
    Edit charging(@Nullable String method) {
        paymentMethod = method;
        paymentAttempt++;
        return this;
    }

    /** The method was of no use: another one has to be chosen. */
    Edit withoutPaymentMethod() {
        paymentMethod = null;
        return this;
    }

    /** A charge was made. The time stays that of the first. */
    Edit charged(@Nullable String reference, Instant at) {
        paymentReference = reference;
        paidAt = paidAt == null ? at : paidAt;
        return this;
    }

    Edit approved(Instant at, Instant promised) {
        approvedAt = at;
        promisedAt = promised;
        return this;
    }

    Edit promised(Instant at) {
        promisedAt = at;
        return this;
    }

    Edit assigned(String agent, Instant at) {
        agentId = agent;
        agentAssignedAt = at;
        return this;
    }

    Edit withoutAgent() {
        agentId = null;
        agentAssignedAt = null;
        return this;
    }

    Edit cancelRequested(Instant at) {
        cancelRequestedAt = at;
        return this;
    }

    Edit refunded(@Nullable Instant at) {
        refundedAt = at;
        return this;
    }

    Edit because(Reason why) {
        return because(why.name(), why.sentence());
    }

    Edit because(@Nullable String code, @Nullable String sentence) {
        reasonCode = code;
        reason = sentence;
        return this;
    }

    /** Nothing is wrong (any more). */
    Edit withoutReason() {
        return because(null, null);
    }

    Decision.Change done() {
        return new Decision.Change(new Progress(
                paymentMethod,
                status,
                from.version(),
                from.statusVersion(),
                from.changedAt(),
                by,
                from.traceparent(),
                validatedAt,
                paidAt,
                approvedAt,
                agentAssignedAt,
                paymentReference,
                paymentAttempt,
                cancelRequestedAt,
                agentId,
                promisedAt,
                reasonCode,
                reason,
                refundedAt));
    }
}
