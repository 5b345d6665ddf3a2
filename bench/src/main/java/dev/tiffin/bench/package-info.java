@NullMarked
package dev.tiffin.bench;

import org.jspecify.annotations.NullMarked;
