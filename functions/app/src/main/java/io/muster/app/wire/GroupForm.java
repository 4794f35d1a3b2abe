package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.enrollment.Draft;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.KeyDraft;
import io.muster.core.enrollment.Revision;
import io.muster.core.enrollment.Terms;
import io.muster.core.identity.GroupId;
import java.io.IOException;
import java.util.Optional;

/** An enrollment group as JSON; {@code registrationIdPrefix} is an extension of ours. */
public final class GroupForm implements EnrollmentForm<GroupId, EnrollmentGroup> {
    @Override
    public GroupId id(String text) {
        return new GroupId(text);
    }

    @Override
    public Draft<EnrollmentGroup> draft(Fields body, GroupId id) {
        body.parsed("enrollmentGroupId", GroupId::new).ifPresent(inBody -> {
            if (!inBody.equals(id)) {
                throw Json.invalid("enrollmentGroupId in the body differs from the one in the path");
            }
        });
        return new GroupDraft(
                id,
                body.parsed("registrationIdPrefix", EnrollmentGroup::requirePrefix),
                AttestationWire.read(body),
                TermsWire.read(body));
    }

    @Override
    public void writeOwn(JsonGenerator json, EnrollmentGroup group) throws IOException {
        json.writeStringField("enrollmentGroupId", group.groupId().text());
        if (group.registrationIdPrefix().isPresent()) {
            json.writeStringField(
                    "registrationIdPrefix", group.registrationIdPrefix().get());
        }
    }

    private record GroupDraft(GroupId id, Optional<String> prefix, KeyDraft keys, Terms terms)
            implements Draft<EnrollmentGroup> {
        @Override
        public EnrollmentGroup complete(SymmetricKeys completed, Revision revision) {
            return new EnrollmentGroup(id, prefix, completed, terms, revision);
        }
    }
}
