package dev.tiffin.function;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Of a function: it computes for microseconds and waits for nothing but by a {@link io.smallrye.mutiny.Uni}. Events of
 * a batch are given to it on the event loop; any other function gets them on a worker thread. Not Quarkus'
 * {@code @NonBlocking}, which the build refuses where Funqy would not heed it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NeverBlocks {}
