@NullMarked
package dev.tiffin.validation;

import org.jspecify.annotations.NullMarked;
