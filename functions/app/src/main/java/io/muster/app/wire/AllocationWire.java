package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.attestation.Evidence;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.attestation.X509Certificates;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.enrollment.InitialTwin;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.webhook.AllocationForm;
import io.muster.core.webhook.AllocationWebhook.Question;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What custom allocation webhooks are sent (3.21), and what they answer (3.22). */
public final class AllocationWire implements AllocationForm {
    private static final List<String> MEMBERS = List.of("iotHubHostName", "initialTwin", "payload");
    /** What the record of a registration has room for, each. */
    private static final int LONGEST = 30_000;

    private final EnrollmentWire<RegistrationId, IndividualEnrollment> individuals =
            new EnrollmentWire<>(new IndividualForm());
    private final EnrollmentWire<GroupId, EnrollmentGroup> groups = new EnrollmentWire<>(new GroupForm());

    @Override
    public String request(Question question) {
        return Json.write(json -> {
            json.writeStartObject();
            writeEnrollment(json, question);
            json.writeObjectFieldStart("deviceRuntimeContext");
            writeContext(json, question);
            json.writeEndObject();
            json.writeArrayFieldStart("linkedHubs");
            for (HubHost hub : question.hubs()) {
                json.writeString(hub.name());
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void writeEnrollment(JsonGenerator json, Question question) throws IOException {
        ApiVersion version = new ApiVersion(question.definition().apiVersion());
        boolean individual = question.enrollment() instanceof IndividualEnrollment;
        json.writeFieldName(individual ? "individualEnrollment" : "enrollmentGroup");
        json.writeRawValue(
                question.enrollment() instanceof EnrollmentGroup group
                        ? groups.text(group, Optional.empty(), Disclosure.NOTHING, version)
                        : individuals.text(
                                (IndividualEnrollment) question.enrollment(),
                                Optional.empty(),
                                Disclosure.NOTHING,
                                version));
    }

    private static void writeContext(JsonGenerator json, Question question) throws IOException {
        json.writeStringField("registrationId", question.id().text());
        if (question.currentHub().isPresent()) {
            json.writeStringField(
                    "currentIotHubHostName", question.currentHub().get().name());
        }
        if (question.currentDevice().isPresent()) {
            json.writeStringField(
                    "currentDeviceId", question.currentDevice().get().text());
        }
        json.writeObjectFieldStart(question.evidence().type().wire());
        writeProof(json, question);
        json.writeEndObject();
        if (question.definition().tellsPayload() && question.payload().isPresent()) {
            TermsWire.writeRaw(json, "payload", question.payload().get());
        }
    }

    /** How it proved itself, as a registration's own state tells it; of keys nothing (3.21). */
    private static void writeProof(JsonGenerator json, Question question) throws IOException {
        if (question.evidence() instanceof Evidence.Tpm tpm) {
            if (question.enrollment().attestation() instanceof TpmKeys keys) {
                json.writeStringField("endorsementKey", keys.endorsementKey());
            }
            json.writeStringField("storageRootKey", tpm.storageRootKey());
        } else if (question.evidence() instanceof Evidence.Certificate certificate) {
            Optional<EnrolledCertificate> enrolled = enrolled(question, certificate);
            if (enrolled.isPresent()) {
                X509Wire.write(json, "certificateInfo", enrolled.get().info());
            }
            if (question.enrollment() instanceof EnrollmentGroup group) {
                json.writeStringField("enrollmentGroupId", group.groupId().text());
            }
        }
    }

    private static Optional<EnrolledCertificate> enrolled(Question question, Evidence.Certificate brought) {
        return question.enrollment().attestation() instanceof X509Certificates x509
                ? x509.all().stream()
                        .filter(each -> each.info().sha256Thumbprint().equals(brought.thumbprint()))
                        .findFirst()
                : Optional.empty();
    }

    @Override
    public Answer read(String body) {
        if (body.stripLeading().startsWith("<")) {
            throw new IllegalArgumentException("the answer is HTML or XML, not JSON");
        }
        try {
            Fields answer = Fields.of(folded(Json.object(body)));
            Optional<JsonText> payload = answer.node("payload").map(node -> new JsonText(Json.text(node)));
            Optional<InitialTwin> twin = TermsWire.initialTwin(answer, "initialTwin");
            requireShort("payload", payload);
            requireShort("initialTwin", twin.map(InitialTwin::sent));
            return new Answer(answer.text("iotHubHostName"), twin, payload);
        } catch (Problem problem) {
            throw new IllegalArgumentException("the answer is wrong: " + problem.message(), problem);
        }
    }

    /** The members this service reads, in its own spelling: authors write them with other capitals (3.21). */
    private static JsonNode folded(JsonNode answer) {
        ObjectNode folded = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : answer.properties()) {
            for (String name : MEMBERS) {
                if (name.equalsIgnoreCase(member.getKey()) && folded.replace(name, member.getValue()) != null) {
                    throw Json.invalid("Member " + name + " is there twice, in different capitals");
                }
            }
        }
        return folded;
    }

    private static void requireShort(String member, Optional<JsonText> value) {
        if (value.filter(it -> it.text().length() > LONGEST).isPresent()) {
            throw Json.invalid("Member " + member + " is longer than " + LONGEST + " characters");
        }
    }
}
