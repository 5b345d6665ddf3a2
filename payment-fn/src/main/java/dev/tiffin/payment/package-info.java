/** The second step, and the way back: charges and refunds, by a payment provider. */
@NullMarked
package dev.tiffin.payment;

import org.jspecify.annotations.NullMarked;
