package io.muster.core.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.access.IpFilterRule.Action;
import io.muster.core.access.IpFilterRule.Target;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rules 10.3, 10.4, 10.6: callers' addresses")
class IpFilterTest {
    private static final long SEED = 20260304;

    @ParameterizedTest(name = "{0}: {1} from {2} is let in: {3}")
    @CsvSource({
        "'', SERVICE_API, 192.0.2.1, true",
        "'A 192.0.2.0/24 all;R 0.0.0.0/0 all', SERVICE_API, 192.0.2.1, true",
        "'A 192.0.2.0/24 all;R 0.0.0.0/0 all', SERVICE_API, 192.0.3.1, false",
        "'A 192.0.2.0/24 all;R 0.0.0.0/0 all', DEVICE_API, 2001:db8::1, false",
        "'A 192.0.2.0/24 all;R 0.0.0.0/0 all', DEVICE_API, ::ffff:192.0.2.1, true",
        "'A 192.0.2.0/24 all;R 0.0.0.0/0 all', DEVICE_API, '', false",
        "'R 0.0.0.0/0 all;A 192.0.2.0/24 all', SERVICE_API, 192.0.2.1, false",
        "'R 192.0.2.7/24 all', SERVICE_API, 192.0.2.255, false",
        "'R 192.0.2.7 all', SERVICE_API, 192.0.2.7, false",
        "'R 192.0.2.7 all', SERVICE_API, 192.0.2.8, true",
        "'R 192.0.2.7 all', SERVICE_API, 2001:db8::1, true",
        "'R 192.0.2.7 all', SERVICE_API, '', false",
        "'R 128.0.0.0/1 all', SERVICE_API, 255.255.255.255, false",
        "'R 128.0.0.0/1 all', SERVICE_API, 127.255.255.255, true",
        "'R 0.0.0.0/0 deviceApi', SERVICE_API, 192.0.2.1, true",
        "'R 0.0.0.0/0 deviceApi', DEVICE_API, 192.0.2.1, false",
        "'R 0.0.0.0/0 serviceApi', DEVICE_API, '', true",
        "'A 192.0.2.0/24 all', SERVICE_API, '', true",
        "'A 0.0.0.0/0 all;R 192.0.2.0/24 all', SERVICE_API, '', true",
        "'A 0.0.0.0/0 all;R 192.0.2.0/24 all', SERVICE_API, 192.0.2.1, true"
    })
    @DisplayName("rule 10.3: the first rule that fits decides; none: allowed; an unknown address passes no rejection")
    void decides(String rules, Target api, String caller, boolean letIn) throws UnknownHostException {
        IpFilter filter = IpFilter.checked(rules(rules));
        Optional<InetAddress> address =
                caller == null || caller.isEmpty() ? Optional.empty() : Optional.of(InetAddress.getByName(caller));
        if (letIn) {
            filter.require(api, address);
        } else {
            Problem problem = assertThrows(Problem.class, () -> filter.require(api, address));
            assertEquals(ProblemKind.UNAUTHORIZED, problem.kind());
            assertEquals("Unauthorized", problem.message(), "rule 10.4: it does not speak of the filter");
            assertTrue(problem.reason().contains("rule-"), problem.reason());
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4/33",
                "1.2.3.4/",
                "1.2.3.4/-1",
                "1.2.3.4/08",
                "::1",
                "2001:db8::/32",
                "host",
                " 1.2.3.4",
                "1.2.3.4/24 ",
                "1.2.3.4/255.255.255.0",
                "0x7f.1.1.1",
                "١.٢.٣.٤"
            })
    @DisplayName("rule 10.3: what is no IPv4 block is refused")
    void noBlock(String mask) {
        assertThrows(IllegalArgumentException.class, () -> new IpFilterRule("a", Action.ACCEPT, mask, Target.ALL));
    }

    @Test
    @DisplayName("rule 10.3: names are unique without case, up to 128 ASCII characters; there are up to 100 rules")
    void names() {
        List<IpFilterRule> twice = List.of(rule("Plant", "1.2.3.4"), rule("plant", "1.2.3.5"));
        assertEquals(
                ProblemKind.INVALID_ARGUMENT,
                assertThrows(Problem.class, () -> IpFilter.checked(twice)).kind());
        for (String name : List.of("", " ", "n".repeat(129), "na\u00efve", "a\nb")) {
            assertThrows(IllegalArgumentException.class, () -> rule(name, "1.2.3.4"), name);
        }
        assertEquals(128, rule("n".repeat(128), "1.2.3.4").name().length());
        List<IpFilterRule> most = IntStream.range(0, 100)
                .mapToObj(i -> rule("r" + i, "1.2.3." + i))
                .toList();
        assertEquals(most, IpFilter.checked(most).rules());
        List<IpFilterRule> more =
                Stream.concat(most.stream(), Stream.of(rule("x", "1.2.3.4"))).toList();
        assertEquals(
                ProblemKind.QUOTA_EXCEEDED,
                assertThrows(Problem.class, () -> IpFilter.checked(more)).kind());
    }

    @Test
    @DisplayName(
            "fuzz: a block holds what shares its leading bits and nothing else, and no text does more than be refused")
    void fuzz() throws UnknownHostException {
        Random random = new Random(SEED);
        String alphabet = "0123456789./: -abf%";
        for (int i = 0; i < 20_000; i++) {
            int number = random.nextInt();
            int bits = random.nextInt(33);
            int other = random.nextBoolean() ? random.nextInt() : number ^ (1 << random.nextInt(32));
            boolean shares = bits == 0 || number >>> (32 - bits) == other >>> (32 - bits);
            String seen = "seed " + SEED + ": " + dotted(number) + "/" + bits + " " + dotted(other);
            assertEquals(
                    shares,
                    Ipv4Block.parse(dotted(number) + "/" + bits).holds(InetAddress.getByName(dotted(other))),
                    seen);

            StringBuilder text = new StringBuilder(dotted(number) + "/" + bits);
            text.setCharAt(random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
            try {
                assertFalse(Ipv4Block.parse(text.toString()).bits() > 32, seen);
            } catch (IllegalArgumentException refused) {
                assertTrue(String.valueOf(refused.getMessage()).startsWith("must be"), "seed " + SEED + ": " + text);
            }
        }
    }

    private static String dotted(int number) {
        return (number >>> 24) + "." + (number >>> 16 & 255) + "." + (number >>> 8 & 255) + "." + (number & 255);
    }

    private static IpFilterRule rule(String name, String mask) {
        return new IpFilterRule(name, Action.REJECT, mask, Target.ALL);
    }

    private static List<IpFilterRule> rules(String text) {
        if (text == null || text.isEmpty()) {
            return List.of();
        }
        String[] each = text.split(";", -1);
        return IntStream.range(0, each.length)
                .mapToObj(i -> {
                    String[] parts = each[i].split(" ", -1);
                    Action action = parts[0].equals("A") ? Action.ACCEPT : Action.REJECT;
                    return new IpFilterRule("rule-" + i, action, parts[1], Target.parse(parts[2]));
                })
                .toList();
    }
}
