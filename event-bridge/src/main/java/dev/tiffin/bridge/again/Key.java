package dev.tiffin.bridge.again;

import java.util.UUID;

/** Names an event: one version of one order. */
record Key(UUID orderId, int version) {}
