package io.muster.core.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.muster.core.identity.GroupId;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.InMemoryService;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    @Test
    @DisplayName("2.13: a device stays with its group when another with the same key comes before it")
    void ownGroupFirst() {
        InMemoryService service = new InMemoryService(13);
        service.hubs().link(TestData.hub("hub-a"));
        FakeDevice device = FakeDevice.member("unit-1", TestData.keys("line").primary());
        group(service, "line-b");
        Answer.Told first = service.register(device);
        group(service, "line-a");

        Answer.Told second = service.register(device);

        assertEquals(first.getClass(), second.getClass());
        assertEquals(Optional.of(new GroupId("line-b")), service.record(device).group());
    }

    private static void group(InMemoryService service, String id) {
        service.groups().put(TestData.group(id, Optional.empty(), TestData.keys("line"), TermsBuilder.terms()));
    }
}
