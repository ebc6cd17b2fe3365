package io.vastctl.guard.loop;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vastctl.guard.Action;
import io.vastctl.guard.Duty;
import io.vastctl.guard.Observation;
import io.vastctl.guard.Plan;
import io.vastctl.guard.Sight;

/** What the guard stores, as JSON and back, equal to the last bit; numbers that are none included. */
public final class GuardJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .enable(
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .visibility(PropertyAccessor.GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .addMixIn(Sight.class, OneOfSeveral.class)
            .addMixIn(Duty.class, OneOfSeveral.class)
            .addMixIn(Action.class, OneOfSeveral.class)
            .registerSubtypes(Sight.class.getPermittedSubclasses())
            .registerSubtypes(Duty.class.getPermittedSubclasses())
            .registerSubtypes(Action.class.getPermittedSubclasses())
            .registerSubtypes(Action.OnRental.class.getPermittedSubclasses())
            .build();

    /** A sealed interface says which of its kinds it is. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
    private interface OneOfSeveral {}

    private GuardJson() {}

    /** An observation, a plan, an action or what the guard remembers. */
    public static String write(Record value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
        }
    }

    /**
     * Reads a stored observation.
     *
     * @throws IllegalArgumentException one line, if another version wrote it in another form
     */
    public static Observation observation(String json) {
        return read(json, Observation.class);
    }

    /**
     * Reads a stored plan.
     *
     * @throws IllegalArgumentException one line, if another version wrote it in another form
     */
    public static Plan plan(String json) {
        return read(json, Plan.class);
    }

    /**
     * Reads a stored action.
     *
     * @throws IllegalArgumentException one line, if another version wrote it in another form
     */
    public static Action action(String json) {
        return read(json, Action.class);
    }

    /**
     * Reads what a stored look brought of the machines.
     *
     * @throws IllegalArgumentException one line, if another version wrote it in another form
     */
    public static Vitals vitals(String json) {
        return read(json, Vitals.class);
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "a stored " + type.getSimpleName() + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
