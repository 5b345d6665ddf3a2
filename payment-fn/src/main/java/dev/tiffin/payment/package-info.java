@NullMarked
package dev.tiffin.payment;

import org.jspecify.annotations.NullMarked;
