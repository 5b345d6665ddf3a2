@NullMarked
package dev.tiffin.bridge;

import org.jspecify.annotations.NullMarked;
