package dev.tiffin.contract;

/** How far two places on earth are from one another, as the crow flies. */
public final class Distance {

    /** The sphere with the volume of the earth. */
    private static final double EARTH_RADIUS_METRES = 6_371_000;

    private Distance() {}

    /**
     * The great-circle distance by the haversine formula, good to half a percent. All arguments in degrees.
     *
     * @return metres
     */
    public static double metres(double fromLatitude, double fromLongitude, double toLatitude, double toLongitude) {
        var south = Math.toRadians(fromLatitude);
        var north = Math.toRadians(toLatitude);
        var halfHeight = Math.sin((north - south) / 2);
        var halfWidth = Math.sin(Math.toRadians(toLongitude - fromLongitude) / 2);
        var haversine = halfHeight * halfHeight + Math.cos(south) * Math.cos(north) * halfWidth * halfWidth;
        return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(haversine)));
    }
}
