package io.vastctl.guard;

import java.time.Duration;

/**
 * What holds while nobody is there, not even the guard.
 *
 * @param lease how long a machine lives without a renewal
 * @param renewAt a lease with less left than that is renewed
 * @param blindFor how long leases are renewed although the API tells nothing; afterwards they run out
 * @param reaction how long a decision to give back may take until nothing is billed any more
 * @param jump a step of the clock that counts as one
 */
public record AbsenceRules(Duration lease, Duration renewAt, Duration blindFor, Duration reaction, Duration jump) {

    public static final AbsenceRules STANDARD = new AbsenceRules(
            Duration.ofHours(1),
            Duration.ofMinutes(40),
            Duration.ofHours(6),
            Duration.ofMinutes(10),
            Duration.ofMinutes(2));

    /** @throws IllegalArgumentException if a number is out of bounds */
    public AbsenceRules {
        Bounds.between("the lease", lease, Duration.ofMinutes(5), Duration.ofDays(7));
        Bounds.between("what is left of a lease when it is renewed", renewAt, Duration.ofMinutes(2), lease);
        Bounds.between("the time that leases are renewed blindly", blindFor, Duration.ZERO, Duration.ofDays(7));
        Bounds.between("the reaction time", reaction, Duration.ofMinutes(1), Duration.ofHours(6));
        Bounds.between("the jump of a clock", jump, Duration.ofSeconds(1), Duration.ofDays(1));
    }
}
