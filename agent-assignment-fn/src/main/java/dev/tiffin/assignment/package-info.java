/** The fourth step: who carries the order, best first. The gateway claims the first who has room. */
@NullMarked
package dev.tiffin.assignment;

import org.jspecify.annotations.NullMarked;
