/**
 * The event bridge: every change of an order, as the log has it, becomes an event, delivered at least once and in the
 * order of its order. {@link dev.tiffin.bridge.Relay} is the loop; what it reads, {@code log}, where events go,
 * {@code delivery}, and what is done when they cannot, {@code again}, do not know it.
 */
@NullMarked
package dev.tiffin.bridge;

import org.jspecify.annotations.NullMarked;
