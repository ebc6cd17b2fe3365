package io.vastctl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Writes records as JSON and reads them back equal, doubles to the last bit. Knows records, text, numbers, flags,
 * constants, moments, durations, optional values, lists, sets and maps of these.
 */
final class RecordCodec {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RecordCodec() {}

    static JsonNode write(Object value) {
        if (value instanceof Record row) return row(row);
        if (value instanceof Boolean flag) return NODES.booleanNode(flag);
        if (value instanceof Integer number) return NODES.numberNode(number);
        if (value instanceof Long number) return NODES.numberNode(number);
        if (value instanceof Double number) return NODES.numberNode(number);
        if (value instanceof Enum<?> constant) return NODES.textNode(constant.name());
        if (value instanceof Optional<?> some) return some.isPresent() ? write(some.get()) : NODES.nullNode();
        if (value instanceof OptionalInt some)
            return some.isPresent() ? NODES.numberNode(some.getAsInt()) : NODES.nullNode();
        if (value instanceof OptionalDouble some)
            return some.isPresent() ? NODES.numberNode(some.getAsDouble()) : NODES.nullNode();
        if (value instanceof Collection<?> many) {
            ArrayNode array = NODES.arrayNode();
            many.forEach(one -> array.add(write(one)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((key, mapped) ->
                    object.set(key instanceof Enum<?> name ? name.name() : key.toString(), write(mapped)));
            return object;
        }
        if (value instanceof String || value instanceof Instant || value instanceof Duration)
            return NODES.textNode(value.toString());
        throw new IllegalArgumentException("no JSON for " + value.getClass());
    }

    private static ObjectNode row(Record row) {
        ObjectNode object = NODES.objectNode();
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                object.set(component.getName(), write(component.getAccessor().invoke(row)));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(row.getClass() + " cannot be read", e);
            }
        }
        return object;
    }

    /** @throws IllegalArgumentException if the JSON is no such record: another version wrote it */
    static <T extends Record> T read(JsonNode node, Class<T> type) {
        return type.cast(value(node, type));
    }

    private static Object value(JsonNode node, Type type) {
        if (type instanceof ParameterizedType generic) return container(node, generic);
        if (type instanceof Class<?> plain) return plain(node, plain);
        throw new IllegalArgumentException("no value of " + type);
    }

    private static Object container(JsonNode node, ParameterizedType type) {
        Type[] inner = type.getActualTypeArguments();
        boolean nothing = node.isNull() || node.isMissingNode();
        if (type.getRawType() == Optional.class) return nothing ? Optional.empty() : Optional.of(value(node, inner[0]));
        if (type.getRawType() == List.class || type.getRawType() == Set.class) {
            require(node.isArray(), node, type);
            Collection<Object> many = type.getRawType() == List.class ? new ArrayList<>() : new LinkedHashSet<>();
            node.forEach(one -> many.add(value(one, inner[0])));
            return many;
        }
        require(type.getRawType() == Map.class && node.isObject(), node, type);
        Map<Object, Object> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> map.put(key(entry.getKey(), inner[0]), value(entry.getValue(), inner[1])));
        return map;
    }

    private static Object key(String text, Type type) {
        try {
            return type == Long.class ? Long.valueOf(text) : value(NODES.textNode(text), type);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + " is no id", e);
        }
    }

    private static Object plain(JsonNode node, Class<?> type) {
        boolean nothing = node.isNull() || node.isMissingNode();
        if (type == OptionalInt.class) return nothing ? OptionalInt.empty() : OptionalInt.of(node.intValue());
        if (type == OptionalDouble.class)
            return nothing ? OptionalDouble.empty() : OptionalDouble.of(node.doubleValue());
        if (type.isRecord()) return row(node, type);
        if (type == boolean.class) {
            require(node.isBoolean(), node, type);
            return node.booleanValue();
        }
        if (type == int.class || type == long.class || type == double.class || Number.class.isAssignableFrom(type)) {
            require(node.isNumber(), node, type);
            if (type == int.class) return node.intValue();
            return type == double.class || type == Double.class
                    ? (Object) node.doubleValue()
                    : (Object) node.longValue();
        }
        require(node.isTextual(), node, type);
        String text = node.textValue();
        if (type == Instant.class) return Instant.parse(text);
        if (type == Duration.class) return Duration.parse(text);
        if (type == String.class) return text;
        require(type.isEnum(), node, type);
        for (Object constant : Objects.requireNonNull(type.getEnumConstants()))
            if (constant instanceof Enum<?> known && known.name().equals(text)) return known;
        throw new IllegalArgumentException(text + " is no " + type.getSimpleName());
    }

    private static Object row(JsonNode node, Class<?> type) {
        require(node.isObject(), node, type);
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int index = 0; index < components.length; index++) {
            types[index] = components[index].getType();
            values[index] = value(node.path(components[index].getName()), components[index].getGenericType());
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("no " + type.getSimpleName() + ": " + e.getCause(), e);
        }
    }

    private static void require(boolean good, JsonNode node, Type type) {
        if (!good) throw new IllegalArgumentException(node.getNodeType() + " in place of " + type.getTypeName());
    }
}
