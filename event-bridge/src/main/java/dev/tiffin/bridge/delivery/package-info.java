/**
 * Events and where they go: to the one Broker, or straight to the functions. Knows nothing of the log they come from,
 * nor of what is done about a failure; it says what a failure means.
 */
@NullMarked
package dev.tiffin.bridge.delivery;

import org.jspecify.annotations.NullMarked;
