package dev.tiffin.bridge;

import dev.tiffin.bridge.again.RetryPolicy;
import java.time.Duration;

/**
 * How a relay behaves.
 *
 * @param owner its name, for people to read
 * @param group the application name under which it connects: bridges of one group share the log
 * @param linger how long to look for more before parking
 * @param sweep how often to look whether all is well; well below the 15 s after which an idle session ends
 * @param stopWithin how long stopping may wait for deliveries under way
 * @param retry when an event is given up
 */
record RelaySettings(
        String owner, String group, Duration linger, Duration sweep, Duration stopWithin, RetryPolicy retry) {}
