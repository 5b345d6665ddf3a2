package dev.tiffin.gateway.store;

import dev.tiffin.gateway.order.Priced;

/** A request to place an order that found its restaurant and its dishes. */
record Draft(PlacementRequest request, Priced priced) {}
