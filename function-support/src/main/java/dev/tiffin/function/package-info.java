@NullMarked
package dev.tiffin.function;

import org.jspecify.annotations.NullMarked;
