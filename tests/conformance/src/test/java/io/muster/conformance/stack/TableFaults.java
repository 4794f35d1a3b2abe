package io.muster.conformance.stack;

import java.util.List;
import java.util.stream.StreamSupport;

/** What tests may do to the table store: its calls go wrong as rules of {@code local/azurite/faults.js} say. */
public final class TableFaults {
    private static final String TARGET = "/muster-faults";

    private final Admin admin;

    public TableFaults(LocalStack stack) {
        this.admin = new Admin(stack.tables().getPort());
    }

    /** @param members those of a rule, such as {@code "device":"…","writes":true,"status":503} */
    public void rule(String members) {
        admin.call("POST", TARGET, "{" + members + "}");
    }

    /** The names of the rules that were met, oldest first. */
    public List<String> met() {
        return StreamSupport.stream(admin.call("GET", TARGET, "").path("fired").spliterator(), false)
                .map(met -> met.path("name").asText())
                .toList();
    }

    /** Ends the rules of this name. */
    public void behave(String name) {
        admin.call("DELETE", TARGET + "?name=" + name, "");
    }

    /** Ends every rule. */
    public void behave() {
        admin.call("DELETE", TARGET, "");
    }
}
