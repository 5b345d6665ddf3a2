/**
 * The outside world of payments on one machine: the part of Stripe's API that payment-fn uses, with a ledger that
 * outlives every process. It moves no money and takes no real card.
 */
@NullMarked
package dev.tiffin.simulator;

import org.jspecify.annotations.NullMarked;
