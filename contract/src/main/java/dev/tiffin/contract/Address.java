package dev.tiffin.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Where an order is delivered.
 *
 * @param text street, number, floor, as the customer wrote it
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Address(String text, double latitude, double longitude) {}
