package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.core.attestation.Attestation;
import io.muster.core.attestation.X509Certificates.Role;
import io.muster.core.enrollment.AttestationDraft;
import io.muster.core.enrollment.Draft;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.Revision;
import io.muster.core.enrollment.Terms;
import io.muster.core.identity.GroupId;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** An enrollment group as JSON; {@code registrationIdPrefix} is an extension of ours. */
public final class GroupForm implements EnrollmentForm<GroupId, EnrollmentGroup> {
    @Override
    public String idMember() {
        return "enrollmentGroupId";
    }

    @Override
    public String bulkMember() {
        return "enrollmentGroups";
    }

    @Override
    public GroupId id(String text) {
        return new GroupId(text);
    }

    @Override
    public Draft<EnrollmentGroup> draft(Fields body, GroupId id, ApiVersion version) {
        return new GroupDraft(
                id,
                body.parsed("registrationIdPrefix", EnrollmentGroup::requirePrefix),
                AttestationWire.read(body, Role.SIGNING),
                TermsWire.read(body, version));
    }

    @Override
    public void writeOwn(JsonGenerator json, EnrollmentGroup group) throws IOException {
        json.writeStringField("enrollmentGroupId", group.groupId().text());
        if (group.registrationIdPrefix().isPresent()) {
            json.writeStringField(
                    "registrationIdPrefix", group.registrationIdPrefix().get());
        }
    }

    private record GroupDraft(
            GroupId id, Optional<String> prefix, AttestationDraft attestation, Function<Optional<Terms>, Terms> asked)
            implements Draft<EnrollmentGroup> {
        @Override
        public Terms terms(Optional<Terms> existing) {
            return asked.apply(existing);
        }

        @Override
        public EnrollmentGroup complete(Attestation completed, Terms terms, Revision revision) {
            return new EnrollmentGroup(id, prefix, completed, terms, revision);
        }
    }
}
