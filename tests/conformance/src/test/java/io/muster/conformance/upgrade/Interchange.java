package io.muster.conformance.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.http.Wire;
import io.muster.conformance.stack.LocalStack;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;

/** What one build writes the other reads, changes and keeps; each asked directly, past the edge. */
final class Interchange {
    /** One instance, that is one build. */
    private record Side(Operator operator, DeviceApi devices) {}

    private final StoredRows rows;
    private final Ledger ledger;
    private final Side one;
    private final Side other;
    private final String members;

    Interchange(LocalStack stack, Ledger ledger) {
        this.rows = new StoredRows(stack);
        this.ledger = ledger;
        this.one = side(stack, ledger, stack.functionsHosts().get(0));
        this.other = side(stack, ledger, stack.functionsHosts().get(1));
        this.members = ",\"capabilities\":{\"iotEdge\":true},\"allocationPolicy\":\"hashed\",\"iotHubs\":["
                + stack.hubs().stream().map(hub -> "\"" + hub.host() + "\"").collect(Collectors.joining(","))
                + "],\"provisioningStatus\":\"enabled\",\"reprovisionPolicy\":"
                + "{\"updateHubAssignment\":true,\"migrateDeviceData\":true}";
    }

    /** Both ways, for individual enrollments and groups, while the two instances run different builds. */
    void check() {
        individual(one, other);
        individual(other, one);
        group(one, other);
        group(other, one);
        ledger.count("interchanges");
    }

    private void individual(Side writer, Side reader) {
        String id = Names.fresh("both");
        String path = "/enrollments/" + id;
        String key = writer.operator().create(path, members + ",\"deviceId\":\"named-" + id + "\"");
        Device device = Device.individual(ledger, id, key);
        handOver(path, key, device, writer, reader, ",\"deviceId\":\"named-" + id + "\"");
    }

    private void group(Side writer, Side reader) {
        String id = Names.fresh("boths");
        String path = "/enrollmentGroups/" + id;
        String key = writer.operator().create(path, members);
        handOver(path, key, Device.ofGroup(ledger, "one-of-" + id, key), writer, reader, "");
    }

    private void handOver(String path, String key, Device device, Side writer, Side reader, String more) {
        assertSame(path, writer, reader);
        device.register(reader.devices());
        device.register(writer.devices());
        // The registration record and the enrollment, in one row or two tables.
        String id = path.substring(path.lastIndexOf('/') + 1);
        int enrollmentRows = rows.addColumn(id);
        int deviceRows = id.equals(device.id()) ? 0 : rows.addColumn(device.id());
        assertEquals(2, enrollmentRows + deviceRows, "the test's own premise: an enrollment and a record of " + path);

        for (Side side : new Side[] {reader, writer, reader}) {
            Side away = side.equals(reader) ? writer : reader;
            String tag = Names.fresh("tag");
            side.operator().update(path, tag, members + more);
            Operator.expect(
                    path,
                    "tag by the other build",
                    tag,
                    away.operator().get(path).text("/initialTwin/tags/site"));
            Operator.expect(path, "key by the other build", key, away.operator().key(path));
            assertSame(path, writer, reader);
            device.register(side.devices());
        }
        assertEquals(enrollmentRows, rows.withColumn(id), "columns that no build knows stay with " + path);
        assertEquals(deviceRows, deviceRows == 0 ? 0 : rows.withColumn(device.id()), "and with its device");
        reader.operator().delete(path);
        int gone = writer.operator()
                .insistence()
                .ask(() -> writer.operator().service().get(path))
                .answer()
                .status();
        Operator.expect(path, "status by the build that wrote it", "404", Integer.toString(gone));
    }

    /** Every member that either shows is alike where both show it, and at least those that were sent are shown. */
    private static void assertSame(String path, Side writer, Side reader) {
        JsonNode written = writer.operator().get(path).json();
        JsonNode read = reader.operator().get(path).json();
        int common = 0;
        for (Map.Entry<String, JsonNode> member : read.properties()) {
            if (written.has(member.getKey())) {
                assertEquals(written.get(member.getKey()), member.getValue(), path + " " + member.getKey());
                common++;
            }
        }
        assertTrue(common >= 8, () -> written + " and " + read);
    }

    private static Side side(LocalStack stack, Ledger ledger, URI host) {
        Wire wire = new Wire(host);
        return new Side(new Operator(new ServiceApi(stack, wire), new Insistence(ledger)), new DeviceApi(stack, wire));
    }
}
