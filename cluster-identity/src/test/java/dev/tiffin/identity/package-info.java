@NullMarked
package dev.tiffin.identity;

import org.jspecify.annotations.NullMarked;
