@NullMarked
package dev.tiffin.bridge.log;

import org.jspecify.annotations.NullMarked;
