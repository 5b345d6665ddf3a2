@NullMarked
package dev.tiffin.assignment;

import org.jspecify.annotations.NullMarked;
