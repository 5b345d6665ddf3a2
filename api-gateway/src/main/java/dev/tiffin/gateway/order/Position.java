package dev.tiffin.gateway.order;

/**
 * A place on earth.
 *
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 */
public record Position(double latitude, double longitude) {}
