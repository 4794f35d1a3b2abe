package io.muster.core.access;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One rule about callers' addresses (10.3). */
public final class IpFilterRule {
    private static final Pattern NAME = Pattern.compile("[ -~]*[!-~][ -~]*");
    private static final int LONGEST_NAME = 128;

    /** What becomes of a caller the rule fits. */
    public enum Action {
        ACCEPT("Accept"),
        REJECT("Reject");

        private final String wire;

        Action(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }

        /** In any case. */
        public static Action parse(String text) {
            return Stream.of(values())
                    .filter(action -> action.wire.equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("must be Accept or Reject"));
        }
    }

    /** Whose callers a rule is about. */
    public enum Target {
        ALL("all"),
        SERVICE_API("serviceApi"),
        DEVICE_API("deviceApi");

        private final String wire;

        Target(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }

        /** In any case. */
        public static Target parse(String text) {
            return Stream.of(values())
                    .filter(target -> target.wire.equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("must be all, serviceApi or deviceApi"));
        }
    }

    private final String name;
    private final Action action;
    private final String mask;
    private final Target target;
    private final Ipv4Block block;

    /**
     * @param name 1 to 128 printable ASCII characters, not all of them spaces
     * @param mask addresses in CIDR form; one alone stands for itself
     */
    public IpFilterRule(String name, Action action, String mask, Target target) {
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "filterName must be 1 to " + LONGEST_NAME + " printable ASCII characters");
        }
        this.name = name;
        this.action = action;
        this.mask = mask;
        this.target = target;
        this.block = block(mask);
    }

    public String name() {
        return name;
    }

    public Action action() {
        return action;
    }

    /** As it was given. */
    public String mask() {
        return mask;
    }

    public Target target() {
        return target;
    }

    /** Names count without case. */
    String foldedName() {
        return name.toLowerCase(Locale.ROOT);
    }

    boolean isAbout(Target api) {
        return target == Target.ALL || target == api;
    }

    /**
     * Whether the rule decides about a caller. One whose address nobody vouches for may come from anywhere: it is taken to be
     * where it would be rejected, and never where it would be accepted.
     */
    boolean fits(Optional<InetAddress> caller) {
        return caller.map(block::holds).orElse(action == Action.REJECT || block.isEverything());
    }

    private static Ipv4Block block(String mask) {
        try {
            return Ipv4Block.parse(mask);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("ipMask " + e.getMessage(), e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpFilterRule rule
                && name.equals(rule.name)
                && action == rule.action
                && mask.equals(rule.mask)
                && target == rule.target;
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + mask.hashCode();
    }

    @Override
    public String toString() {
        return name + ": " + action.wire() + " " + mask + " of " + target.wire();
    }
}
