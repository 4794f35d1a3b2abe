package io.muster.fleet.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("issue 6.7: a faulty description is refused with the place and what would be right")
final class DescriptionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "groups: {}                                          | 1:1: version: is missing",
                "version: 2                                          | 1:10: version: must be 1",
                "{version: 1, groups: []}                            | 1:22: groups: must be an object with a member for each",
                "{version: 1, group: {}}                             | 1:14: group: is not known here; known are certificates,",
                "{version: 1, groups: {a: {}}}                       | 1:26: groups.a.attestation: is missing",
                "{version: 1, groups: {-a: {attestation: {type: symmetricKey}}}} | 1:23: groups.-a: must have a name of 1 to 128",
                "{version: 1, groups: {a: {attestation: {type: tpm}}}} | 1:47: groups.a.attestation.type: must be one of symmetricKey, x509",
                "{version: 1, groups: {a: {attestation: {type: x509}}}} | groups.a.attestation.x509: is missing",
                "{version: 1, groups: {a: {attestation: {type: x509, x509: {}}}}} | groups.a.attestation.x509: must hold either",
                "{version: 1, groups: {a: {attestation: {type: symmetricKey}, allocationPolicy: custom}}} | groups.a.customAllocationDefinition: is missing",
                "{version: 1, groups: {a: {attestation: {type: symmetricKey}, allocationPolicy: static}}} | groups.a.iotHubs: must name exactly one hub",
                "{version: 1, groups: {a: {attestation: {type: symmetricKey}, iotHubs: [1]}}} | groups.a.iotHubs[0]: must be a host name without a port, in quotes",
                "{version: 1, groups: {a: {attestation: {type: symmetricKey}}, A: {attestation: {type: symmetricKey}}}} | groups.A: is the same as \"a\"",
                "{version: 1, service: {hubs: {h.example: {location: x, allocationWeight: 0}}}} | allocationWeight: must be a whole number from 1 to 1000",
                "{version: 1, service: {hubs: {h.example: {location: x, clientId: a, authenticationType: KeyBased}}}} | must be UserAssigned where an identity is named",
                "{version: 1, service: {tags: {a: 1}}}               | service.tags.a: must be a text",
                "{version: 1, certificates: {a: {certificate: root.pem}}} | certificates.a.certificate: must be file:PATH",
                "{version: 1, version: 1}                            | 1:14: the member \"version\" stands here twice",
                "version: !!int 1                                    | 1:10: has a tag",
                "version: *one                                       | 1:10: refers to an anchor that stands nowhere before",
                "'version: [1'                                       | must be an object",
                "version: [1                                         | is no YAML",
                "[]                                                  | must be an object with the members",
            })
    void faults(String text, String fault) {
        String message = assertThrows(FaultyDescriptionException.class, () -> Description.parse(text))
                .getMessage();
        assertTrue(String.valueOf(message).contains(fault), () -> message + "\ndoes not hold\n" + fault);
    }

    @Test
    @DisplayName("all faults are told at once, in the order of the file")
    void allAtOnce() {
        FaultyDescriptionException faulty = assertThrows(
                FaultyDescriptionException.class,
                () -> Description.parse("version: 1\nservice: {allocationPolicy: hashed}\ngroups: {a: 1}\nx: 2\n"));

        assertEquals(
                List.of(2, 3, 4),
                faulty.faults().stream().map(fault -> fault.place().line()).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{version: 1, groups: {a: {attestation: {type: symmetricKey, symmetricKey: {primaryKey: c2VjcmV0LXNlY3JldA==}}}}}",
                "{version: 1, service: {hubs: {h.example: {location: x, connectionString: 'HostName=c2VjcmV0LXNlY3JldA=='}}}}",
                "{version: 1, groups: {a: {attestation: {type: symmetricKey}, customAllocationDefinition: {apiVersion: x, webhookUrl: 'https://h/?c2VjcmV0LXNlY3JldA=='}}}}",
                "{version: 1, groups: {a: {attestation: {type: c2VjcmV0LXNlY3JldA==}}}}",
                "version: 'c2VjcmV0LXNlY3JldA==",
            })
    @DisplayName("a secret in clear text is refused with the way to refer to it, and not repeated")
    void secretInTheClear(String text) {
        String message = String.valueOf(assertThrows(FaultyDescriptionException.class, () -> Description.parse(text))
                .getMessage());

        assertFalse(message.contains("c2VjcmV0"), message);
        if (!message.contains("attestation.type") && !message.contains("no YAML")) {
            assertTrue(message.contains("env:NAME") && message.contains("file:PATH"), message);
        }
    }

    @Test
    @DisplayName("an anchor stands for what it names, and many of them do not blow up")
    void anchors() throws FaultyDescriptionException {
        Description description =
                Description.parse("version: 1\ngroups:\n  a: &same {attestation: {type: symmetricKey}}\n  b: *same\n");
        StringBuilder bomb = new StringBuilder("version: 1\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append('a').append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(10)).append("x]\n");
        }

        assertEquals(Set.of("a", "b"), description.things(Kind.GROUP).keySet());
        String message =
                String.valueOf(assertThrows(FaultyDescriptionException.class, () -> Description.parse(bomb.toString()))
                        .getMessage());
        assertTrue(message.contains("values; split it"), message);
    }

    @Test
    @DisplayName("the scope covers ids by pattern and without regard to case, and other kinds not at all")
    void scope() throws FaultyDescriptionException {
        Description description = Description.parse("version: 1\nscope: {groups: ['Line-*', 'x*y*z']}\n");

        assertTrue(description.covers(Kind.GROUP, "LINE-4"));
        assertTrue(description.covers(Kind.GROUP, "x--y-yz"));
        assertFalse(description.covers(Kind.GROUP, "my-line-4"));
        assertFalse(description.covers(Kind.GROUP, "xz"));
        assertFalse(description.covers(Kind.ENROLLMENT, "line-4"));
    }

    @Test
    @DisplayName(
            "docs/fleet.schema.json is the schema that descriptions are checked by: java -jar muster-fleet.jar schema")
    void schemaFile() throws IOException {
        assertEquals(Editors.schema(), Files.readString(Path.of("../../docs/fleet.schema.json")));
    }

    @Test
    @DisplayName("the example of the documentation is a description")
    void example() throws IOException, FaultyDescriptionException {
        Description example = Description.parse(Files.readString(Path.of("../../docs/examples/fleet.yaml")));

        assertEquals(
                Set.of("press-hall-1", "lathe-hall-2"),
                example.things(Kind.GROUP).keySet());
    }
}
