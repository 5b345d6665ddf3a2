package dev.tiffin.bridge.operator;

import dev.tiffin.bridge.returned.ReturnedEvents;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the classes of the API say of themselves. */
public final class Resources {

    private static final List<Class<?>> RESOURCES = List.of(
            DeadLetters.class, DeliveryState.class, Orders.class, Pauses.class, Replays.class, ReturnedEvents.class);

    private static final List<Class<?>> TABLES =
            List.of(DeadLetterTable.class, DeliveryTable.class, OrderTable.class, PauseTable.class, ReplayTable.class);

    private Resources() {}

    /** Methods and paths. */
    public static Set<String> all() {
        var all = new TreeSet<String>();
        for (Class<?> resource : RESOURCES) {
            for (Method method : resource.getDeclaredMethods()) {
                Arrays.stream(method.getAnnotations())
                        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                        .filter(verb -> verb != null)
                        .forEach(verb -> all.add(verb.value() + " " + path(resource) + path(method)));
            }
        }
        return all;
    }

    private static String path(java.lang.reflect.AnnotatedElement element) {
        var path = element.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }

    /** Names in JSON. */
    public static Set<String> fields() {
        var fields = new TreeSet<String>();
        Stream.concat(RESOURCES.stream(), TABLES.stream())
                .flatMap(type -> Arrays.stream(type.getDeclaredClasses()))
                .filter(Class::isRecord)
                .filter(type -> type != DeadLetterTable.Place.class)
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .map(RecordComponent::getName)
                .forEach(fields::add);
        return fields;
    }
}
