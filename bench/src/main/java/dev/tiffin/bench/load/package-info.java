@NullMarked
package dev.tiffin.bench.load;

import org.jspecify.annotations.NullMarked;
