package dev.tiffin.bridge;

import dev.tiffin.bridge.delivery.Delivery;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What a relay works with.
 *
 * @param vertx whose event loop it runs on
 * @param clock for the age of failures
 * @param chance for jitter
 * @param delivery where events go
 */
record Workshop(Vertx vertx, InstantSource clock, RandomGenerator chance, Delivery delivery) {}
