/** The order, its state machine and its rules: plain Java, no database, no framework, no clock of its own. */
@NullMarked
package dev.tiffin.gateway.order;

import org.jspecify.annotations.NullMarked;
