/** What happens when nobody acts in time, and the daily upkeep of the log. */
@NullMarked
package dev.tiffin.gateway.deadlines;

import org.jspecify.annotations.NullMarked;
