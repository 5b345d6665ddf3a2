@NullMarked
package dev.tiffin.local;

import org.jspecify.annotations.NullMarked;
