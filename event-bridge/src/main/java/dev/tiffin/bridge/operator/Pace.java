package dev.tiffin.bridge.operator;

/**
 * How much is sent again, and how fast.
 *
 * @param most events
 * @param perSecond events a second
 */
record Pace(int most, int perSecond) {}
