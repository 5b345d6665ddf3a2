package dev.tiffin.bench.load;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.tiffin.contract.OrderStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order as the subscription pushes it: as much of it as the bench asks for. */
@JsonIgnoreProperties(ignoreUnknown = true)
record OrderChange(
        UUID id, int version, OrderStatus status, @Nullable Agent agent) {

    /** Who brings the order. */
    record Agent(String id, String name) {}
}
