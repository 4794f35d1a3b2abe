package io.muster.conformance.upgrade;

import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;

/** An operator at work all the while: creates, changes and deletes enrollments of every kind, and a device of each comes. */
record Clerk(Operator operator, DeviceApi devices, Ledger ledger) {
    private static final int GROUP_EVERY = 4;

    void work(int round) {
        if (round % GROUP_EVERY == 0) {
            group(round);
        } else {
            individual(round);
        }
        ledger.count("enrollments created, updated and deleted");
    }

    private void individual(int round) {
        String id = Names.fresh("clerk");
        String path = "/enrollments/" + id;
        Device device = Device.individual(ledger, id, operator.create(path, ""));
        device.register(devices);
        operator.update(path, "round-" + round, "");
        Operator.expect(path, "key after an update", device.key(), operator.key(path));
        device.register(devices);

        operator.delete(path);
        int refused = operator.insistence()
                .ask(() -> devices.register(id, device.key()))
                .answer()
                .status();
        Operator.expect(path, "answer to a device without enrollment", "401", Integer.toString(refused));
    }

    private void group(int round) {
        String id = Names.fresh("clerks");
        String path = "/enrollmentGroups/" + id;
        String key = operator.create(path, "");
        Device device = Device.ofGroup(ledger, "member-of-" + id, key);
        device.register(devices);
        operator.update(path, "round-" + round, "");
        Operator.expect(path, "key after an update", key, operator.key(path));
        device.register(devices);
        operator.delete(path);
    }
}
