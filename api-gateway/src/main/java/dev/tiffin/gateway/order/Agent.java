package dev.tiffin.gateway.order;

/**
 * Somebody who delivers.
 *
 * @param id the agent
 * @param name for people
 * @param position where the agent was seen last
 * @param capacity how many orders at once
 * @param load how many now
 * @param onDuty whether orders may be assigned
 */
public record Agent(String id, String name, Position position, int capacity, int load, boolean onDuty) {}
