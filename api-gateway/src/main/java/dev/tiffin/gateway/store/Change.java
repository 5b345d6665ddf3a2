package dev.tiffin.gateway.store;

import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Command;
import java.util.UUID;

/** A command to an order. */
public record Change(UUID id, Command command, Actor actor) {}
