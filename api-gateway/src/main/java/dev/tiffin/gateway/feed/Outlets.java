package dev.tiffin.gateway.feed;

/**
 * Makes the outlet of a viewer that is being made.
 *
 * @param <T> what it is shown
 * @param <V> the viewer
 */
interface Outlets<T, V> {

    /** The viewer's outlet, which will say when the viewer is gone. */
    Outlet<T> outletOf(V viewer);
}
