/**
 * What operators see of delivery and may do about it, over HTTP. Everything works on the tables, so any bridge can be
 * asked, whichever parts of the log it has; what an operator does is noted with who, what and why. No answer carries a
 * payment token or an address.
 */
@NullMarked
package dev.tiffin.bridge.operator;

import org.jspecify.annotations.NullMarked;
