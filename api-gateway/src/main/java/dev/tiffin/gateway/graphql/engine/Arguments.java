package dev.tiffin.gateway.graphql.engine;

import dev.tiffin.gateway.order.OrderRefused;
import dev.tiffin.gateway.order.Refusal;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes arguments of what graphql-java has checked against the schema: records of maps, enums of names. SmallRye would
 * write each map as JSON and parse it again, which costs more than the rest of a request.
 */
final class Arguments {

    private record Shape(Constructor<?> constructor, List<Component> components) {}

    private record Component(String name, Type type) {}

    private final Map<Class<?>, Shape> shapes = new ConcurrentHashMap<>();

    /**
     * The argument.
     *
     * @param name as the caller knows it, for refusals
     */
    @Nullable
    Object of(String name, @Nullable Object given, Type type) {
        if (given == null) {
            if (type instanceof Class<?> plain && plain.isPrimitive()) {
                throw new OrderRefused(Refusal.INVALID_INPUT, name + " must not be null; leave it out instead.");
            }
            return null;
        }
        if (type instanceof ParameterizedType parameterized) {
            return listOf(name, (List<?>) given, parameterized.getActualTypeArguments()[0]);
        }
        return single(name, given, (Class<?>) type);
    }

    private List<@Nullable Object> listOf(String name, List<?> given, Type element) {
        var list = new ArrayList<@Nullable Object>(given.size());
        for (var value : given) {
            list.add(of(name, value, element));
        }
        return list;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Object single(String name, Object given, Class<?> type) {
        if (type.isRecord()) {
            return recordOf(name, (Map<String, Object>) given, type);
        }
        if (type.isEnum()) {
            return Enum.valueOf((Class) type, given.toString());
        }
        if (type == Instant.class) {
            return instant(name, given.toString());
        }
        if (type == String.class) {
            return given.toString();
        }
        if (type == Boolean.class) {
            return given;
        }
        return number(name, given, type);
    }

    // SmallRye's scalars let text pass as a number, and give a default of the schema as it is written there.
    private static Object number(String name, Object given, Class<?> type) {
        if (type.isInstance(given)) {
            return given;
        }
        try {
            var exact = given instanceof BigDecimal known ? known : new BigDecimal(given.toString());
            if (type == Double.class) {
                return exact.doubleValue();
            }
            return type == Long.class ? (Object) exact.longValueExact() : (Object) exact.intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new OrderRefused(Refusal.INVALID_INPUT, name + " is no number, or one out of range.");
        }
    }

    private Object recordOf(String name, Map<String, Object> given, Class<?> type) {
        var shape = shapes.computeIfAbsent(type, Arguments::shapeOf);
        @Nullable Object[] values = new @Nullable Object[shape.components.size()];
        for (int at = 0; at < values.length; at++) {
            var component = shape.components.get(at);
            values[at] = of(component.name, given.get(component.name), component.type);
        }
        try {
            return shape.constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The input " + name + " cannot be made", e);
        }
    }

    private static Shape shapeOf(Class<?> type) {
        var components = type.getRecordComponents();
        var classes = new Class<?>[components.length];
        var named = new ArrayList<Component>(components.length);
        for (int at = 0; at < components.length; at++) {
            RecordComponent component = components[at];
            classes[at] = component.getType();
            named.add(new Component(component.getName(), component.getGenericType()));
        }
        try {
            return new Shape(type.getDeclaredConstructor(classes), named);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Every record has its constructor", e);
        }
    }

    private static Instant instant(String name, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new OrderRefused(
                    Refusal.INVALID_INPUT, name + " has a time that is none; write it like 2026-01-31T12:00:00Z.");
        }
    }
}
