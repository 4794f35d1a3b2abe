package io.muster.conformance.upgrade;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.ServiceApi;

/** The service API as a careful tool uses it: after a broken write it looks what came of it. Paths are the enrollment's. */
record Operator(ServiceApi service, Insistence insistence) {
    private static final String KEY = "/symmetricKey/primaryKey";

    /** Creates it with a random key and returns that key; {@code members} are further ones, each with a comma before it. */
    String create(String path, String members) {
        String key = Names.key(32);
        Insistence.Settled settled = insistence.ask(
                () -> service.put(path, "{" + identity(path) + ServiceApi.attestation(key) + members + "}"));
        boolean madeBefore = settled.doubtful() && settled.answer().status() == 409;
        if (settled.answer().status() != 200 && !madeBefore) {
            throw new AssertionError(path + " was not created: " + settled.answer());
        }
        expect(path, "key", key, key(path));
        return key;
    }

    /** Replaces the members but sends no keys, so that they stay as they are. */
    void update(String path, String tag, String members) {
        String etag = get(path).text("/etag");
        String body = "{" + identity(path) + "\"attestation\":{\"type\":\"symmetricKey\"},\"initialTwin\":{\"tags\":"
                + "{\"site\":\"" + tag + "\"}}" + members + "}";
        Insistence.Settled settled = insistence.ask(() -> put(path, etag, body));
        boolean doneBefore = settled.doubtful() && settled.answer().status() == 412;
        if (settled.answer().status() != 200 && !doneBefore) {
            throw new AssertionError(path + " was not updated: " + settled.answer());
        }
        expect(path, "tag", tag, get(path).text("/initialTwin/tags/site"));
        int stale = insistence.ask(() -> put(path, etag, body)).answer().status();
        expect(path, "answer to a stale etag", "412", Integer.toString(stale));
    }

    Answer get(String path) {
        Answer answer = insistence.ask(() -> service.get(path)).answer();
        expect(path, "status", "200", Integer.toString(answer.status()));
        return answer;
    }

    String key(String path) {
        return insistence
                .ask(() -> service.authorized(Call.of("POST", path + "/attestationmechanism" + ServiceApi.VERSION)))
                .answer()
                .text(KEY);
    }

    void delete(String path) {
        Insistence.Settled settled = insistence.ask(() -> service.delete(path));
        boolean doneBefore = settled.doubtful() && settled.answer().status() == 404;
        if (settled.answer().status() != 204 && !doneBefore) {
            throw new AssertionError(path + " was not deleted: " + settled.answer());
        }
        int gone = insistence.ask(() -> service.get(path)).answer().status();
        expect(path, "status after its deletion", "404", Integer.toString(gone));
    }

    static void expect(String path, String what, String expected, String found) {
        if (!expected.equals(found)) {
            throw new AssertionError(path + ": " + what + " is " + found + ", expected " + expected);
        }
    }

    private Answer put(String path, String etag, String body) {
        return service.authorized(
                Call.of("PUT", path + ServiceApi.VERSION).json(body).with("If-Match", etag));
    }

    private static String identity(String path) {
        String name = path.startsWith("/enrollmentGroups/") ? "enrollmentGroupId" : "registrationId";
        return "\"" + name + "\":\"" + path.substring(path.lastIndexOf('/') + 1) + "\",";
    }
}
