/** The first step: whether an order may be cooked and delivered at all, by rules over the order itself. */
@NullMarked
package dev.tiffin.validation;

import org.jspecify.annotations.NullMarked;
