package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.core.access.IpFilter;
import io.muster.core.access.IpFilterRule;
import io.muster.core.access.IpFilterRule.Action;
import io.muster.core.access.IpFilterRule.Target;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Member {@code ipFilterRules} of the service's resource: {@code [{filterName, action, ipMask, target}]}, in their order. */
final class IpFilterWire {
    private static final String MEMBER = "ipFilterRules";

    private IpFilterWire() {}

    static void write(JsonGenerator json, IpFilter filter) throws IOException {
        json.writeArrayFieldStart(MEMBER);
        for (IpFilterRule rule : filter.rules()) {
            json.writeStartObject();
            json.writeStringField("filterName", rule.name());
            json.writeStringField("action", rule.action().wire());
            json.writeStringField("ipMask", rule.mask());
            json.writeStringField("target", rule.target().wire());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Empty where the member is left out; 400 that names the rule and its member at fault. */
    static Optional<List<IpFilterRule>> rules(Fields properties) {
        return properties
                .items(MEMBER)
                .map(rules -> rules.stream().map(IpFilterWire::rule).toList());
    }

    private static IpFilterRule rule(Fields rule) {
        String mask = rule.required("ipMask");
        Action action =
                rule.parsed("action", Action::parse).orElseThrow(() -> rule.wrong("action", "Accept or Reject"));
        Target target = rule.parsed("target", Target::parse).orElse(Target.ALL);
        return Fields.parse(
                rule.named("filterName or ipMask"),
                rule.required("filterName"),
                name -> new IpFilterRule(name, action, mask, target));
    }
}
