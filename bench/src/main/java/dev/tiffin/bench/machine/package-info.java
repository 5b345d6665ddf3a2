@NullMarked
package dev.tiffin.bench.machine;

import org.jspecify.annotations.NullMarked;
