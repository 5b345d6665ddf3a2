@NullMarked
package dev.tiffin.approval;

import org.jspecify.annotations.NullMarked;
