package io.muster.core.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.access.AccessRight;
import io.muster.core.access.SasPolicy;
import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHub.ManagedIdentity;
import io.muster.core.hub.LinkedHub.SharedAccessKey;
import io.muster.core.identity.Etag;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.IfMatch;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.service.ServiceDraft.Credential;
import io.muster.core.testkit.FakeHubs;
import io.muster.core.testkit.InMemoryDescription;
import io.muster.core.testkit.Journal;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.SeededRandom;
import io.muster.core.testkit.TestData;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest 8.1: the service's description is replaced as a whole, or not at all")
class ServiceEditorTest {
    private static final Set<AccessRight> ALL = EnumSet.complementOf(EnumSet.of(AccessRight.POLICY_KEYS));

    private final Journal journal = new Journal();
    private final FakeHubs hubs = new FakeHubs(new ManualClock(TestData.NOW), journal);
    private final InMemoryDescription store = new InMemoryDescription(
            hubs,
            List.of(
                    new SasPolicy("owner", TestData.key("o1"), TestData.key("o2"), ALL),
                    new SasPolicy(
                            "reader", TestData.key("r1"), TestData.key("r2"), Set.of(AccessRight.ENROLLMENT_READ))),
            journal);
    private static final Deployment AZURE = new Deployment(false, true, true);
    private static final Deployment LOCAL = new Deployment(true, true, true);
    private final ServiceEditor editor = new ServiceEditor(store, AZURE, new SeededRandom(5));

    @BeforeEach
    void aHubIsLinkedByKey() {
        LinkedHub unused = hubs.link(new LinkedHub(
                TestData.host("hub-a"),
                Optional.empty(),
                7,
                true,
                "somewhere",
                new SharedAccessKey("link", TestData.key("hub-a"))));
    }

    @Test
    void what_is_kept_keeps_its_secrets_and_what_is_given_takes_their_place() {
        ServiceDescription after = put(
                hub("hub-a", new Credential.KeptKey(Optional.of("link")), 3, "somewhere"),
                hub("hub-b", given(Optional.empty()), 1000, "West Europe"));

        assertEquals(
                List.of(3, 1000), after.hubs().stream().map(LinkedHub::weight).toList());
        assertEquals(
                new SharedAccessKey("link", TestData.key("hub-a")),
                after.hubs().get(0).authentication());
        assertEquals(new ManagedIdentity(Optional.empty()), after.hubs().get(1).authentication());
        assertEquals("westeurope", after.hubs().get(1).location());
        assertNotEquals(ServiceSettings.INITIAL.etag(), after.settings().etag());
        assertEquals(after, store.current());
    }

    @Test
    void a_hub_left_out_is_unlinked() {
        assertEquals(List.of(), put().hubs());
        assertEquals(List.of(), hubs.all());
    }

    @Test
    @DisplayName("rest 8.3: 400303 for a hub linked twice, in whatever case")
    void twice() {
        Problem problem = refused(
                hub("hub-a", new Credential.Kept(), 1, "somewhere"),
                hub("HUB-A", new Credential.Kept(), 1, "somewhere"));

        assertEquals(ProblemKind.DUPLICATE_HUBS, problem.kind());
        assertTrue(problem.message().contains("hub-a.azure-devices.net"), problem.message());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {0, -1, 1001, Integer.MIN_VALUE})
    @DisplayName("rule 3.3: a weight is 1 to 1000")
    void weight(int weight) {
        assertMessage("allocationWeight must be", refused(hub("hub-b", given(Optional.empty()), weight, "westeurope")));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"atlantis", "", "west-europe", "somewhere", "local", "west\u0131ndia"})
    void an_unknown_region_is_refused_unless_it_was_there_before(String location) {
        assertMessage("such as westeurope", refused(hub("hub-b", given(Optional.empty()), 1, location)));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "West Europe, westeurope",
        "EASTUS2, eastus2",
        "usgov virginia, usgovvirginia",
        "China East 3, chinaeast3"
    })
    void a_region_is_known_in_any_case_and_with_spaces(String given, String canonical) {
        assertEquals(
                canonical,
                put(hub("hub-b", given(Optional.empty()), 1, given))
                        .hubs()
                        .get(0)
                        .location());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "hub.example",
                "hub.azure-devices.net.example",
                "hub-azure-devices.net",
                "localhost",
                "127.0.0.1",
                "hub.azure-devices.de"
            })
    @DisplayName("seams 7: a hub that tokens may not go to is not linked")
    void foreign(String host) {
        ServiceDraft.Hub draft = new ServiceDraft.Hub(
                new HubHost(host), given(Optional.empty()), 1, true, "westeurope", Optional.empty());
        assertMessage("must end in .azure-devices.net", refused(draft));
        ServiceEditor local = new ServiceEditor(store, LOCAL, new SeededRandom(6));
        assertEquals(
                1,
                local.replace(draft(List.of(draft)), Optional.empty(), ServiceEditorTest::allowed)
                        .hubs()
                        .size());
    }

    @Test
    void an_endpoint_is_for_local_mode_and_stays_when_it_is_not_named() {
        URI endpoint = URI.create("https://127.0.0.1:8443");
        ServiceDraft.Hub with = new ServiceDraft.Hub(
                TestData.host("hub-b"), given(Optional.empty()), 1, true, "local", Optional.of(endpoint));
        assertMessage("local mode only", refused(with));

        ServiceEditor local = new ServiceEditor(store, LOCAL, new SeededRandom(6));
        ServiceDescription unused = local.replace(draft(List.of(with)), Optional.empty(), ServiceEditorTest::allowed);
        ServiceDescription again = local.replace(
                draft(List.of(hub("hub-b", new Credential.Kept(), 2, "Local"))),
                Optional.empty(),
                ServiceEditorTest::allowed);
        assertEquals(Optional.of(endpoint), again.hubs().get(0).endpoint());
    }

    @Test
    @DisplayName("rule 7: 50 hubs and no more")
    void fifty() {
        List<ServiceDraft.Hub> many = IntStream.range(0, 51)
                .mapToObj(i -> hub("hub-" + i, given(Optional.empty()), 1, "eastus"))
                .toList();
        assertEquals(
                50,
                put(many.subList(0, 50).toArray(new ServiceDraft.Hub[0])).hubs().size());
        assertEquals(
                ProblemKind.QUOTA_EXCEEDED,
                refused(many.toArray(new ServiceDraft.Hub[0])).kind());
    }

    @Test
    @DisplayName("seams 11: a mask stands for a key that is there, of that policy, and for nothing else")
    void masks() {
        assertMessage(
                "another SharedAccessKeyName",
                refused(hub("hub-a", new Credential.KeptKey(Optional.of("other")), 1, "somewhere")));
        assertMessage(
                "no stored key", refused(hub("hub-b", new Credential.KeptKey(Optional.of("link")), 1, "westeurope")));
        assertMessage("not linked yet", refused(hub("hub-b", new Credential.Kept(), 1, "westeurope")));
        assertMessage("UserAssigned needs", refused(hub("hub-a", new Credential.KeptIdentity(), 1, "somewhere")));
        ServiceDescription unused = put(hub("hub-a", given(Optional.of("client")), 1, "somewhere"));
        assertMessage("no stored key", refused(hub("hub-a", new Credential.KeptKey(Optional.empty()), 1, "somewhere")));
        assertEquals(
                new ManagedIdentity(Optional.of("client")),
                put(hub("hub-a", new Credential.KeptIdentity(), 1, "somewhere"))
                        .hubs()
                        .get(0)
                        .authentication());
    }

    @Test
    @DisplayName("rule 6.9: a stale etag is 412, and the right one passes once")
    void etags() {
        Etag current = store.current().settings().etag();
        IfMatch condition = new IfMatch.Exactly(current);
        assertEquals(
                ProblemKind.PRECONDITION_FAILED,
                assertThrows(
                                Problem.class,
                                () -> editor.replace(
                                        draft(List.of()),
                                        Optional.of(new IfMatch.Exactly(new Etag("x"))),
                                        ServiceEditorTest::allowed))
                        .kind());
        ServiceDescription after = editor.replace(draft(List.of()), Optional.of(condition), ServiceEditorTest::allowed);
        assertThrows(
                Problem.class,
                () -> editor.replace(draft(List.of()), Optional.of(condition), ServiceEditorTest::allowed));
        assertEquals(after, store.current());
        assertEquals(
                List.of(),
                editor.replace(draft(List.of()), Optional.of(new IfMatch.Any()), ServiceEditorTest::allowed)
                        .hubs());
    }

    @Test
    void a_change_that_another_came_in_before_is_worked_out_anew() {
        journal.beforeNext("description.replace", () -> {
            ServiceDescription unused = editor.retag(Map.of("by", "another"), Optional.empty());
        });

        SasPolicy rotated = editor.rotate("reader", true);

        assertEquals(rotated, editor.policy("reader"));
        assertEquals(Map.of("by", "another"), store.current().settings().tags());
        assertNotEquals(TestData.key("r1"), editor.policy("READER").primary());
    }

    @Test
    @DisplayName("seams 11: who may not change policies may send them back unchanged")
    void policyRight() {
        Problem no = Problem.of(ProblemKind.FORBIDDEN, "no");
        Standing forbidden = () -> {
            throw no;
        };
        ServiceDraft same =
                draft(List.of(), policy("reader", Set.of(AccessRight.ENROLLMENT_READ)), policy("owner", ALL));
        assertEquals(
                List.of(), editor.replace(same, Optional.empty(), forbidden).hubs());
        ServiceDraft fewer = draft(List.of(hub("hub-b", given(Optional.empty()), 1, "eastus")), policy("owner", ALL));
        assertEquals(no, assertThrows(Problem.class, () -> editor.replace(fewer, Optional.empty(), forbidden)));
        assertEquals(List.of(), hubs.all(), "all or nothing");
    }

    @Test
    void tags_are_bounded() {
        for (Map<String, String> tags :
                List.of(Map.of("", "x"), Map.of("x".repeat(513), "x"), Map.of("x", "y".repeat(257)))) {
            assertThrows(Problem.class, () -> editor.retag(tags, Optional.empty()));
        }
        assertEquals(
                Map.of("x", ""),
                editor.retag(Map.of("x", ""), Optional.empty()).settings().tags());
        assertEquals(1, store.current().hubs().size());
    }

    private static void allowed() {}

    private static Credential given(Optional<String> identity) {
        return new Credential.Given(new ManagedIdentity(identity));
    }

    private static ServiceDraft.Hub hub(String label, Credential credential, int weight, String location) {
        return new ServiceDraft.Hub(TestData.host(label), credential, weight, true, location, Optional.empty());
    }

    private static ServiceDraft.Policy policy(String name, Set<AccessRight> rights) {
        return new ServiceDraft.Policy(name, rights, Optional.empty(), Optional.empty());
    }

    private static ServiceDraft draft(List<ServiceDraft.Hub> hubs, ServiceDraft.Policy... policies) {
        return new ServiceDraft(
                AllocationPolicy.HASHED,
                Optional.empty(),
                Map.of(),
                hubs,
                policies.length == 0 ? Optional.empty() : Optional.of(List.of(policies)),
                Optional.empty(),
                Optional.empty());
    }

    private ServiceDescription put(ServiceDraft.Hub... drafts) {
        return editor.replace(draft(List.of(drafts)), Optional.empty(), ServiceEditorTest::allowed);
    }

    private Problem refused(ServiceDraft.Hub... drafts) {
        ServiceDescription before = store.current();
        Problem problem = assertThrows(Problem.class, () -> put(drafts));
        assertEquals(before, store.current());
        return problem;
    }

    private static void assertMessage(String part, Problem problem) {
        assertTrue(problem.message().contains(part), problem.message());
    }
}
