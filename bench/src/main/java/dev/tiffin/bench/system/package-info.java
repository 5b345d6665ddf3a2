@NullMarked
package dev.tiffin.bench.system;

import org.jspecify.annotations.NullMarked;
